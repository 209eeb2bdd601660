"""Who is asking.

`authenticate.Authenticator` turns an `Authorization` header into a member, somebody of the staff, or a partner.
Members and staff hold signed tokens (Firebase's, or development ones), partners hold keys (`store`).
"""

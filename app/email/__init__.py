"""E-mail: a letter as MIME, its way out over SMTP, and the signed link that stops more of them."""

"""Messages to members' devices.

`push.Push` is the port: `firebase.FirebasePush` sends through Firebase Cloud Messaging, `recording.RecordingPush` keeps
messages on a developer's machine. `opening.open_push` makes the one that the settings ask for.
"""

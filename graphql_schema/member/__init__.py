"""The member API: what the app of somebody who signed in reads and does. One file per room."""

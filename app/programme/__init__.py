"""The programme as data: what members can earn, spend and play, in one YAML file.

`load` reads a text into a `model.Programme` or tells every mistake in it; `publish` makes it the version in force;
`Programmes` keeps that version in memory; `describe` puts it in words for members. The rule language is in `language`,
the words a rule may use in `vocabulary`.
"""

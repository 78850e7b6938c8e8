"""What the lab shows: cards, phones, tables. They draw what they are given and hold no logic of LINE's."""

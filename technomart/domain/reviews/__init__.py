"""Reviews, votes, questions and answers."""

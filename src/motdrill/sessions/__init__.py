"""What a person does from start to end: a drill, a review, a preview, a class, sending; and what records it."""

"""The panels beside the conversation: look around in the plan, its units, its targets and one's own obligations."""

package compare

func duties(string, []Evidence) []dispute { return nil }

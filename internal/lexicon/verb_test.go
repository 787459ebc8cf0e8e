package lexicon

import "testing"

func TestWorks(t *testing.T) {
	l := English()
	for text, want := range map[string]bool{
		"manages the network": true, "manage": true, "managing people": true, "designed it": true, "oversees closely the staff": true,
		"umbrella": false, "the network": false, "blue": false,
	} {
		if got := l.Works(Tokenize(text), 0); got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}

// TestVerbForms holds that every verb has all its forms, each leading back to a verb of the list.
func TestVerbForms(t *testing.T) {
	l := English()
	forms := map[string]VerbForm{}
	for word, v := range l.Verbs {
		if v.Form == 0 || v.Base == "" {
			t.Errorf("%s: %+v", word, v)
		}
		forms[v.Base] |= v.Form
	}
	for base := range forms {
		if l.Verbs[base].Form&Base == 0 {
			t.Errorf("%s is the base of other forms, but no verb itself", base)
		}
		if _, ok := l.Verbs[gerundOf(base, l)]; !ok {
			t.Errorf("%s has no gerund", base)
		}
	}
	if len(forms) < 100 {
		t.Errorf("only %d verbs", len(forms))
	}
}

func gerundOf(base string, l *Lexicon) string {
	if doubled := base + base[len(base)-1:] + "ing"; l.Verbs[doubled].Form&Gerund != 0 {
		return doubled
	}
	return gerund(base)
}

func TestInflect(t *testing.T) {
	for verb, want := range map[string][3]string{
		"manage": {"manages", "managing", "managed"}, "decree": {"decrees", "decreeing", "decreed"}, "carry": {"carries", "carrying", "carried"}, "deploy": {"deploys", "deploying", "deployed"},
		"push": {"pushes", "pushing", "pushed"}, "fix": {"fixes", "fixing", "fixed"}, "assess": {"assesses", "assessing", "assessed"},
	} {
		if got := [3]string{third(verb), gerund(verb), regularPast(verb)}; got != want {
			t.Errorf("%s: got %v, want %v", verb, got, want)
		}
	}
}

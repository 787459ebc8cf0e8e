package normalize

// verbUse is a verb of an action. The weight falls where it is not the first.
type verbUse struct {
	classes []uint8
	weight  float64
}

// thing is what an action is done to. The weight falls with its place.
type thing struct {
	classes []uint8
	weight  float64
	end     int // token after it
}

// action is one thing done: verbs, what they are done to, and how much it counts in the whole text.
type action struct {
	verbs  []verbUse
	things []thing
	weight float64
	empty  bool // its verb says nothing by itself: the next verb takes its place
}

func (a *action) blank() bool { return len(a.verbs) == 0 && len(a.things) == 0 }

// Factors by which later and subordinate parts count less. Tuned on labelled duties; the order matters more than the
// values.
const (
	nextVerb      = 0.7  // "plan and MANAGE budgets"
	oversight     = 0.15 // "LEAD the deployment of ..."
	modifier      = 0.35 // "SECURITY policies"
	lightHead     = 0.5  // "transformation PROGRAMS"
	subordinate   = 0.3  // "to cut cost", "by hiring", "that customers use"
	coordinate    = 0.55 // a further verb inside a subordinate part
	passive       = 0.5  // "technology is USED"
	subjectOf     = 0.6  // "ensure that SYSTEMS run"
	useOf         = 0.4  // "USE technology to ..."
	aside         = 0.4  // in brackets
	afterColon    = 0.5
	afterStop     = 0.45
	prepositional = 0.5 // "for X", "with X"
	toNoun        = 0.8
	complement    = 0.7 // "costs of SYSTEMS"
)

// positions are the factors of the first, second ... of several actions, or things of one action.
func positions(n int) float64 {
	factors := [...]float64{1, 0.55, 0.4, 0.3, 0.25}
	return factors[min(n, len(factors)-1)]
}

func thingPositions(n int) float64 {
	factors := [...]float64{1, 0.7, 0.5, 0.4, 0.35}
	return factors[min(n, len(factors)-1)]
}

// reader divides a text into actions, from left to right.
type reader struct {
	v       *vocabulary
	tokens  []token
	share   []float64 // how much each token counts: text about another role or before the subject counts less
	actions []action

	section  float64 // factor of the sentence or the part after a colon
	zone     float64 // 1 in the main clause, subordinate else
	mains    int     // main actions so far
	head     form    // form of the main verb
	list     int     // position among the things of the action
	prep     float64 // factor of what follows a preposition
	pending  marker  // the function word just before
	parted   bool    // a comma or "and" just before
	verbal   bool    // a verb may stand here
	inParen  bool
	lastVerb form
}

// read divides tokens into actions, and says how much each token counts. With whole, no subject is looked for: all of
// the text counts alike.
func (v *vocabulary) read(tokens []token, role string, whole bool) ([]action, []float64) {
	var subjects []subject
	if !whole {
		subjects = v.subjects(tokens)
	}
	r := &reader{v: v, tokens: tokens, share: shares(len(tokens), subjects, role), section: 1, zone: 1, prep: 1, verbal: true}
	r.open(1)
	for i := 0; i < len(tokens); {
		r.punctuate(tokens[i].mark)
		if len(subjects) > 0 && subjects[0].at == i {
			r.mains = 0
			r.restart()
			subjects = subjects[1:]
		}
		e, n := v.match(tokens[i:])
		r.take(e, i, n)
		for end := i + n; i < end; i++ {
			r.share[i] *= r.cur().weight
		}
	}
	return r.actions, r.share
}

func (r *reader) cur() *action { return &r.actions[len(r.actions)-1] }

func (r *reader) open(weight float64) {
	r.list, r.prep = 0, 1
	if len(r.actions) > 0 && r.cur().blank() {
		r.cur().weight = weight
		return
	}
	r.actions = append(r.actions, action{weight: weight})
}

// openMain opens a further action of the main clause.
func (r *reader) openMain() {
	r.zone = 1
	r.open(r.section * positions(r.mains))
}

func (r *reader) punctuate(mark breakKind) {
	switch mark {
	case comma:
		r.parted, r.verbal, r.prep = true, true, max(r.prep, prepositional)
	case colon:
		if len(r.actions) > 1 || !r.cur().blank() {
			r.section *= afterColon
		}
		r.mains = 0
		r.restart()
	case stop:
		if len(r.actions) > 1 || !r.cur().blank() {
			r.section *= afterStop
		}
		r.mains = 0
		r.restart()
	case openParen:
		r.inParen, r.verbal = true, true
	case shutParen:
		r.inParen = false
	case noBreak:
	}
}

func (r *reader) restart() {
	r.openMain()
	r.parted, r.verbal, r.pending, r.inParen = false, true, noMarker, false
}

func (r *reader) take(e *entry, i, n int) {
	switch {
	case e == nil:
		r.plain()
	case len(e.verbs) > 0 && r.readsAsVerb(e, i, n):
		r.verb(e, i)
	case len(e.objects) > 0:
		r.thing(e, i, n)
	default:
		r.function(e)
	}
}

// plain is a word not known.
func (r *reader) plain() {
	r.verbal, r.parted = false, false
	if r.pending == determiner || r.pending == adverb {
		r.pending = noMarker
	}
}

func (r *reader) function(e *entry) {
	switch e.mark {
	case join:
		r.parted, r.verbal = true, true
		return
	case adverb:
		return
	case determiner:
		r.verbal = false
		r.parted = r.parted && r.cur().things != nil
		return
	case who:
		if len(r.cur().verbs) == 0 {
			r.cur().things = nil // "is the executive who ..."
			r.verbal = true
			break
		}
		r.pending, r.zone, r.verbal = relative, subordinate, true
	case contrast:
		r.mains = 0
		r.restart()
	case relative:
		if len(r.cur().things) > 0 { // else it is what is decided or seen to: "decide where ..."
			r.pending = relative
			r.zone = subordinate
		}
		r.verbal = true
	case purpose, means, compare:
		r.pending, r.verbal = e.mark, true
		r.prep = prepositional
		if e.mark == purpose {
			r.prep = toNoun
		}
		if r.cur().empty && len(r.cur().things) == 0 {
			r.prep = 1
		}
		r.parted = false
		return
	case roleMark, pronoun, auxiliary:
		r.verbal, r.pending = true, e.mark
	case noMarker:
	}
	r.parted = false
}

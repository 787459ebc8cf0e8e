package page

// draft is a block while the page is read: its text lies in the builder's buffer, which also holds text that is
// dropped later, so offsets are not yet those of Page.Text.
type draft struct {
	kind       Kind
	start, end int
	level      int
	list       int
	parent     int // index of a draft
	leaf       bool
	label      int // end of a bold lead-in, 0: none
	post       int
	author     string
	cells      []Cell
	breaks     []int
	box        int32 // the element that holds the block's element
	elem       int32 // the block's element
	bold       bool  // all of it is bold
	titled     bool  // its element is called a title
	links      int   // bytes in links
	section    []int
	leadIn     int
	drop       bool
	why        reason
}

// run is the inline text that is being gathered for the next block.
type run struct {
	start  int
	space  bool   // white space is due before the next word
	breaks []int  // offsets of line breaks
	twice  []int  // offsets of empty lines
	bold   []Span // what is bold
	links  int
	titled bool
}

// place is where in the page the builder stands.
type place struct {
	kind   Kind
	level  int // of a heading
	depth  int // of lists
	list   int
	item   int // index of the draft of the item around, -1
	post   int
	author string
	elem   int32
	box    int32
	bold   int
	link   int
	pre    bool
}

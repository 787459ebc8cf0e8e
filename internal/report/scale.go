package report

import (
	"math"
)

// logFrom is the ratio of the largest to the smallest figure from which a chart is logarithmic: beyond it the small
// figures of a linear chart cannot be told apart.
const logFrom = 10

// scale maps amounts to the horizontal place in a chart.
type scale struct {
	low, high   float64 // of amounts
	left, right float64 // of places
	log         bool
}

// newScale covers positive amounts with a little room at both ends; a logarithmic one ends at round amounts.
func newScale(smallest, largest, left, right float64) scale {
	s := scale{left: left, right: right, log: smallest > 0 && largest/smallest >= logFrom}
	if s.log {
		s.low, s.high = roundDown125(smallest), roundUp125(largest)
		return s
	}
	room := math.Max(largest-smallest, largest/10) / 12
	s.low, s.high = math.Max(0, smallest-room), largest+room
	return s
}

// place is where an amount stands, to a tenth.
func (s scale) place(v float64) float64 {
	share := (v - s.low) / (s.high - s.low)
	if s.log {
		share = math.Log(math.Max(v, s.low)/s.low) / math.Log(s.high/s.low)
	}
	return math.Round((s.left+share*(s.right-s.left))*10) / 10
}

// ticks are round amounts over the scale: four to eight of them.
func (s scale) ticks() []float64 {
	var at []float64
	if !s.log {
		step := roundUp125((s.high - s.low) / 7)
		for i := math.Ceil(s.low / step); i*step <= s.high; i++ {
			at = append(at, i*step)
		}
		return at
	}
	for v := s.low; v <= s.high*1.001; v = roundUp125(v * 1.01) {
		at = append(at, v)
	}
	for len(at) > 8 {
		at = everySecond(at)
	}
	return at
}

func everySecond(all []float64) []float64 {
	var kept []float64
	for i := 0; i < len(all); i += 2 {
		kept = append(kept, all[i])
	}
	return kept
}

// roundUp125 is the next of ... 1, 2, 5, 10, 20, 50 ... that is not smaller.
func roundUp125(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*power*(1+1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// roundDown125 is the next of that series that is not larger.
func roundDown125(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{5, 2, 1} {
		if v >= m*power*(1-1e-9) {
			return m * power
		}
	}
	return power
}

// short writes an axis amount: 150k, 1.2m.
func short(v float64) string {
	switch {
	case v >= 1e6:
		return trimZero(v/1e6) + "m"
	case v >= 1e3:
		return trimZero(v/1e3) + "k"
	}
	return trimZero(v)
}

func trimZero(v float64) string {
	if v == math.Trunc(v) {
		return thousands(v)
	}
	return thousands(math.Trunc(v)) + "." + string(rune('0'+int(math.Round((v-math.Trunc(v))*10))%10))
}

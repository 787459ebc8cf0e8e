package compare

import (
	"math/rand/v2"
	"slices"
)

// How the interval of alpha is found.
const (
	resamples    = 2000
	intervalTail = 0.025
	resampleSeed = 20040117 // any constant: the same units give the same interval
)

// interval is an estimate between the bounds of its 95 % interval; nil where not defined.
type interval struct{ low, value, high *float64 }

// alpha is Krippendorff's alpha of the sources as coders, the categories as units and the roles they are given to as
// nominal values.
func (a *Analyzer) alpha() interval {
	units := map[string][]string{}
	for _, id := range sortedKeys(a.sources) {
		for category, roles := range a.sources[id].rolesOf() {
			units[category] = append(units[category], roles)
		}
	}
	values := make([][]string, 0, len(units))
	for _, category := range sortedKeys(units) {
		values = append(values, units[category])
	}
	return alphaInterval(values, rand.New(rand.NewPCG(resampleSeed, resampleSeed)))
}

// coincidences is what alpha is computed from, of one unit or the sum over several: how many values they have that can
// be paired, how many of these agree (each weighted by the pairs of its unit), and how often each value occurs.
type coincidences struct {
	pairable, agreeing float64
	of                 []float64 // by value
}

func (c *coincidences) add(o coincidences) {
	c.pairable += o.pairable
	c.agreeing += o.agreeing
	for v, n := range o.of {
		c.of[v] += n
	}
}

// alpha is nil where it is not defined: no unit has two values, or all values are one.
func (c *coincidences) alpha() *float64 {
	byChance := 0.0
	for _, n := range c.of {
		byChance += n * (n - 1)
	}
	n := c.pairable
	if n == 0 || n*(n-1) == byChance {
		return nil
	}
	alpha := ((n-1)*c.agreeing - byChance) / (n*(n-1) - byChance)
	return &alpha
}

// countUnits gives the coincidences of each unit that has two values or more, and the number of different values.
func countUnits(units [][]string) ([]coincidences, int) {
	number := map[string]int{}
	for _, unit := range units {
		for _, v := range unit {
			if _, known := number[v]; !known {
				number[v] = len(number)
			}
		}
	}
	var out []coincidences
	for _, unit := range units {
		if len(unit) < 2 {
			continue
		}
		m := float64(len(unit))
		c := coincidences{pairable: m, of: make([]float64, len(number))}
		for _, v := range unit {
			c.of[number[v]]++
		}
		for _, n := range c.of {
			c.agreeing += n * (n - 1) / (m - 1)
		}
		out = append(out, c)
	}
	return out, len(number)
}

// nominalAlpha is Krippendorff's alpha for nominal data: each unit holds the values its coders gave it, a missing value
// left out (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
func nominalAlpha(units [][]string) *float64 {
	counted, values := countUnits(units)
	sum := coincidences{of: make([]float64, values)}
	for _, c := range counted {
		sum.add(c)
	}
	return sum.alpha()
}

// alphaInterval is nominalAlpha with its percentile bootstrap interval, units drawn with replacement (A. Zapf et al., BMC
// Medical Research Methodology 16:93, 2016). Draws without an alpha, all values being one, are left out. Without two
// units to draw from there is no interval.
func alphaInterval(units [][]string, random *rand.Rand) interval {
	counted, values := countUnits(units)
	found := interval{value: nominalAlpha(units)}
	if len(counted) < 2 || found.value == nil {
		return found
	}
	drawn := make([]float64, 0, resamples)
	for range resamples {
		sum := coincidences{of: make([]float64, values)}
		for range counted {
			sum.add(counted[random.IntN(len(counted))])
		}
		if alpha := sum.alpha(); alpha != nil {
			drawn = append(drawn, *alpha)
		}
	}
	if len(drawn) > 0 {
		slices.Sort(drawn)
		found.low, found.high = quantile(drawn, intervalTail), quantile(drawn, 1-intervalTail)
	}
	return found
}

// quantile interpolates between the values, given sorted, that lie next to a share of them.
func quantile(sorted []float64, share float64) *float64 {
	at := share * float64(len(sorted)-1)
	lower := int(at)
	upper := min(lower+1, len(sorted)-1)
	q := sorted[lower] + (at-float64(lower))*(sorted[upper]-sorted[lower])
	return &q
}

// Package pay finds amounts of money in text: their span, number, currency and period. It serves pay above all, and reads
// any amount with a currency in an English sentence, with the separators of all conventions and the signs and codes of
// about 140 currencies. It is pure: the same text and options give the same amounts.
//
// A line is cut into tokens (numerals with their separators, words, marks) and read by recursive descent:
//
//	amount   = value [ period ] connector value [ "+" ]        a range
//	         | value [ "+" ]
//	value    = [ currency ] number [ currency ] [ [ "and" ] number minor ]
//	number   = numeral { scale } | words
//	words    = [ "a" | "half a" ] ( cardinal | scale ) { [ "-" | "," | "and" ] ( cardinal | scale ) }
//	currency = sign | code | sign code | code sign | name      "$" | "USD" | "$USD" | "CAD $" | "Canadian dollars"
//	scale    = "k" | "m" | "bn" | "thousand" | "million" | "lakh" | "crore" | ...
//	connector= "-" | "to" | "up to" | "and", behind "between"
//
// At least one end of an amount needs a currency, unless Options.AllowBare says otherwise. A scale written at one end of
// a range holds for both where that makes sense of it: "$150-190k", "₹35-60 lakh", "one to two million". Ends are swapped
// where they stand in reverse. After a verb of change "from X to Y" is two amounts: "rose from $160,000 to $175,000".
//
// Around an amount are read, but kept out of its span:
//
//	bounds      "at least", "up to", "or more": Open, and Min or Max nil; "about", "or so": Approx
//	periods     behind it ("a year", "/hr", "in base pay per annum"), else before it in the sentence ("annual",
//	            "day rate"), else that of an amount of like size just before
//	conversions "£90,000 (roughly $120,000)": Conversion
//
// A numeral is read by its separators alone: 1,234.50; 1.234,50; 1 234,50 with any kind of space; 1'234.50; 1,12,00,000. One
// separator with three digits behind it is of thousands ("$169.456"), unless a zero stands before it or a scale
// behind it ("$1.234 million"). More than fifteen digits are no number.
//
// No amounts are percentages, years, "401k", phone numbers, weights in pounds, "six figures", "millions of dollars".
//
// The tables are files in data/. A currency, a sign, a cue or a period is a line there.
package pay

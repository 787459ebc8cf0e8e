// Package pay finds amounts of money in text: their span, number, currency and period. It serves pay above all, and reads
// any amount with a currency in an English sentence, with the separators of all conventions and the signs and codes of
// about 155 currencies. It is pure: the same text and options give the same amounts.
//
// A line is cut into tokens (numerals with their separators, words, marks) and read by recursive descent:
//
//	amount   = value [ period ] connector value [ "+" ]        a range
//	         | value [ "+" ]
//	value    = [ currency ] number [ currency ] [ [ "and" ] number minor ]
//	number   = numeral [ fraction ] { scale } | words
//	fraction = "½" | "1/2" | "and a half"
//	words    = [ "a" | part ] ( cardinal | scale ) { [ "-" | "," | "and" ] ( cardinal | scale ) }
//	part     = "half" [ "a" ] | "a quarter of a" | "three quarters of a"
//	currency = sign | code | sign code | code sign | name      "$" | "USD" | "$USD" | "CAD $" | "Canadian dollars"
//	scale    = "k" | "m" | "bn" | "thousand" | "million" | "lakh" | "crore" | ...
//	connector= "-" | "to" | "up to" | "/" | "and", behind "between"
//
// At least one end of an amount needs a currency, beside it or in brackets ("(in USD) 150,000", "150,000 (USD)"), unless
// Options.AllowBare says otherwise. A scale written at one end of a range holds for both where that makes sense of it:
// "$150-190k", "₹35-60 lakh", "one to two million", "$80/90k". Ends are swapped where they stand in reverse. After a verb
// of change "from X to Y" is two amounts: "rose from $160,000 to $175,000". Sums have no sign: "-$500" and "$(500)" are 500.
//
// Around an amount are read, but kept out of its span:
//
//	bounds      "at least", "up to", "or more": Open, and Min or Max nil; "about", "or so": Approx
//	periods     behind it ("a year", "/hr", "in base pay per annum"), else before it in the sentence ("annual",
//	            "day rate"), else that of an amount of like size just before; "a year ago" is none
//	conversions "£90,000 (roughly $120,000)": Conversion
//
// A numeral is read by its separators: 1,234.50; 1.234,50; 1 234,50 with any kind of space; 1'234.50; 1,12,00,000. One
// separator with three digits behind it is of thousands ("$169.456"), unless a zero stands before it or a scale
// behind it ("$1.234 million"). A single dot is decimal too before a measure ("$3.459 per gallon"), in currencies of a
// thousand parts ("KWD 1.250"), and behind one digit in those written with a decimal point ("the euro was at $1.085"),
// unless a period of pay is near ("$1.500 a day"). Two decimals may be parted from their sign: "118, 99 zł", "35€ 99"
// and "$119. 95" at the end of a line. More than fifteen digits are no number.
//
// No amounts are percentages, years, "401k", phone numbers, weights in pounds, "six figures", "millions of dollars", "a few
// hundred dollars", and signs that are rather another word beside a small number: "R2", "MK 3", "12 kn".
//
// Hints reads what a heading says of bare figures below it: "Day rate (GBP)", "USD k", "in thousands of euros".
//
// The tables are files in data/. A currency, a sign, a cue or a period is a line there.
package pay

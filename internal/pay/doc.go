// Package pay finds amounts of money in text.
package pay

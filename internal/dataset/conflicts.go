package dataset

import (
	"cmp"

	"rolecall/internal/claim"
)

// conflictRow is a row of the table conflicts.
type conflictRow struct {
	ConflictID          string    `parquet:"conflict_id,plain"`
	RunID               string    `parquet:"run_id,dict"`
	Kind                string    `parquet:"kind,dict"`
	Roles               []string  `parquet:"roles,list" parquet-element:",dict"`
	Topic               string    `parquet:"topic,dict"`
	Severity            string    `parquet:"severity,dict"`
	Comparable          bool      `parquet:"comparable"`
	ReasonNotComparable string    `parquet:"reason_not_comparable,optional,plain"`
	Explanation         string    `parquet:"explanation,plain"`
	Sides               []sideRow `parquet:"sides,list"`
	FirstSeenRun        string    `parquet:"first_seen_run,dict"`
	Status              string    `parquet:"status,dict"`
	Decision            string    `parquet:"decision,optional,dict"`
	DecidedBy           string    `parquet:"decided_by,optional,dict"`
	DecisionNote        string    `parquet:"decision_note,optional,plain"`
}

type sideRow struct {
	Position  string   `parquet:"position,plain"`
	SourceIDs []string `parquet:"source_ids,list" parquet-element:",dict"`
	ClaimIDs  []string `parquet:"claim_ids,list" parquet-element:",plain"`
	Support   int32    `parquet:"support"`
}

// CompareConflicts is the order of the table conflicts: conflict_id.
func CompareConflicts(a, b *claim.Conflict) int { return cmp.Compare(a.ID, b.ID) }

func newConflictRow(c *claim.Conflict, runID string) conflictRow {
	return conflictRow{
		ConflictID: text(c.ID), RunID: runID, Kind: text(c.Kind), Roles: texts(c.Roles), Topic: text(c.Topic),
		Severity: text(c.Severity), Comparable: c.Comparable, ReasonNotComparable: text(c.ReasonNotComparable),
		Explanation: text(c.Explanation), Sides: newSideRows(c.Sides),
		FirstSeenRun: text(c.FirstSeenRun), Status: text(c.Status),
		Decision: text(c.Decision), DecidedBy: text(c.DecidedBy), DecisionNote: text(c.DecisionNote),
	}
}

func (r *conflictRow) conflict() claim.Conflict {
	return claim.Conflict{
		ID: r.ConflictID, RunID: r.RunID, Kind: r.Kind, Roles: listOf[claim.Role](r.Roles), Topic: r.Topic,
		Severity: claim.Severity(r.Severity), Comparable: r.Comparable, ReasonNotComparable: r.ReasonNotComparable,
		Explanation: r.Explanation, Sides: sidesOf(r.Sides),
		FirstSeenRun: r.FirstSeenRun, Status: claim.Status(r.Status),
		Decision: r.Decision, DecidedBy: r.DecidedBy, DecisionNote: r.DecisionNote,
	}
}

func newSideRows(sides []claim.Side) []sideRow {
	rows := make([]sideRow, len(sides))
	for i, s := range sides {
		rows[i] = sideRow{
			Position: text(s.Position), SourceIDs: texts(s.SourceIDs), ClaimIDs: texts(s.ClaimIDs),
			Support: int32(s.Support),
		}
	}
	return rows
}

func sidesOf(rows []sideRow) []claim.Side {
	sides := make([]claim.Side, len(rows))
	for i, r := range rows {
		sides[i] = claim.Side{
			Position: r.Position, SourceIDs: orNil(r.SourceIDs), ClaimIDs: orNil(r.ClaimIDs), Support: int(r.Support),
		}
	}
	return orNil(sides)
}

// Package message is the business of writing to customers: templates and their placeholders, the length of an SMS, the
// outbox with its states, reminders, and the port through which one of the three modules sends.
//
// The normal way of a message is Draft → Enqueue → Pass:
//
//   - A Draft is what the message editor shows. Service.Offer gives those that a saved appointment calls for (ticked
//     confirmation, moved, cancelled), OfferRejection those of a rejected lead, Draft, DraftTo and Rework the ones asked
//     for by hand. Draft.Render resolves its placeholders and says what is missing; Count measures an SMS.
//   - Service.Enqueue checks a draft, renders it for good and puts it into the outbox as one change, in place of what is
//     still queued under the same core.Message.Key. *GapsError and *SentBeforeError are answered by calling again with the
//     consent; a core.Error of kind Invalid names the field.
//   - Service.Pass does everything that is due: it puts right what a kill left behind, writes reminders, withdraws what no
//     longer holds, sends, and asks what became of accepted SMS. It says when it wants to be called again. One pass runs
//     at a time; the window calls it at start, at that time, after every change of outbox, appointments or settings, when
//     the network is back and by hand, `terminwerk outbox run` once. HandOver opens one e-mail of module 1 in the mail
//     program, because that needs a person.
//
// A message is committed as sending before its first byte leaves. One that is found sending without anybody sending it
// may have gone out: an e-mail is repeated once with the same Message-ID, for an SMS the service is asked by our id, and
// else the adviser decides (Settling). Faults of a whole way (login, server, network) pause that way, see Pauses, and cost no
// message an attempt.
//
// The monitor reads core.Store (IDs with core.EntityMessage, Message, CountMessages) and acts through Step or,
// of several, StepMany (Retrying, Cancelling, PuttingAway, Settling, TakingBack), Rework, Delete (CountDeletable first) and
// Resume; LateReminders lists what fell due while the program was closed, to be answered by SendLate or SkipLate. After mail.module was changed, QueuedBy counts what still waits for the
// former module, and Reroute, CancelModule or nothing at all is the answer.
//
// All methods may be called from any goroutine and take time only as their context allows.
package message

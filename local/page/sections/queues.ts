import type { QueueDepth } from "../../contracts.js";
import { html, type Html } from "../html.js";

/** Depths of all queues, dead letters first in weight: a filled dead-letter queue is marked. */
export function queuesSection(queues: readonly QueueDepth[]): Html {
  if (queues.length === 0) return emptyQueues();
  const rows = queues.map(({ name, visible, inFlight, deadLetter }) => {
    const bad = deadLetter && visible + inFlight > 0;
    return html`<tr class="${bad ? "row-bad" : ""}">
      <th scope="row">
        ${name} ${deadLetter ? html`<span class="badge ${bad ? "badge-bad" : ""}">dead letters</span>` : undefined}
      </th>
      <td class="number">${visible}</td>
      <td class="number">${inFlight}</td>
    </tr>`;
  });
  return html`<section class="block" id="queues" aria-labelledby="queues-title">
    <h2 id="queues-title">Queues</h2>
    <div class="scroll">
      <table class="queues">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col" class="number">Waiting</th>
            <th scope="col" class="number">In flight</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

function emptyQueues(): Html {
  return html`<section class="block" id="queues">
    <h2>Queues</h2>
    <p class="empty">No queue is deployed.</p>
  </section>`;
}

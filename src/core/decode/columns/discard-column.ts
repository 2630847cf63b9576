import { CellKind } from "../../../contracts/records.js";
import { ColumnStore, isText, TextMemory } from "./column-store.js";

/** Takes the cells that nobody wants, and checks no more of them than that they are UTF-8. */
export class DiscardColumn extends ColumnStore {
  constructor(capacity: number) {
    super("", false, capacity, new TextMemory());
  }

  override set(): void {
    // Nobody reads it.
  }

  override setToken(row: number, bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    return this.setTextBytes(row, bytes, view, start, end);
  }

  override setTextBytes(row: number, bytes: Uint8Array, _view: DataView, start: number, end: number): boolean {
    this.kinds[row] = start === end ? CellKind.missing : CellKind.text;
    return isText(bytes, start, end);
  }
}

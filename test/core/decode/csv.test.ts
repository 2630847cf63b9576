import { describe, expect, it } from "vitest";
import { PlumblineError } from "../../../src/contracts/errors.js";
import { decode } from "./read-records.js";

describe("header", () => {
  it.each([
    { why: "a row of names over numbers is the header", text: "a,b\n1,2\n", columns: ["a", "b"] },
    { why: "an empty first name is the index that pandas writes", text: ",a\n0,1\n", columns: ["c0", "a"] },
    { why: "a number among the names makes it data", text: "a,1\nb,2\n", columns: ["c0", "c1"] },
    {
      why: "a name that comes back below is a category, so it is data",
      text: "yes,no\nno,no\nyes,no\n",
      columns: ["c0", "c1"],
    },
    { why: "two equal names make it data", text: "x,x\nx,y\n", columns: ["c0", "c1"] },
    { why: "blanks around names don't count", text: " a , b\n1,2\n", columns: ["a", "b"] },
    { why: "a byte order mark is no part of the first name", text: "\ufeffa,b\n1,2\n", columns: ["a", "b"] },
    { why: "prototype words are names", text: "__proto__,constructor\n1,2\n", columns: ["__proto__", "constructor"] },
  ])("$why", async ({ text, columns }) => {
    expect((await decode(text, "csv")).columns).toEqual(columns);
  });

  it("takes the first row as the header when told so, and tells equal names apart", async () => {
    const { columns, records } = await decode("1,1,\n5,6,7\n", "csv", { csv: { hasHeader: true } });
    expect(columns).toEqual(["1", "1.1", "c2"]);
    expect(records).toEqual([{ "1": 5, "1.1": 6, c2: 7 }]);
  });

  it("takes the first row as data when told so", async () => {
    const { records } = await decode("a,b\nc,d\n", "csv", { csv: { hasHeader: false } });
    expect(records).toHaveLength(2);
  });

  it("gives a headerless object the configured names", async () => {
    const { records } = await decode("1,x\n2,y\n", "csv", { input: { header: ["n", "word"] } });
    expect(records).toEqual([
      { n: 1, word: "x" },
      { n: 2, word: "y" },
    ]);
  });

  it("trusts the object's own header for the order of configured names", async () => {
    const { records } = await decode("word,n\nx,1\n", "csv", { input: { header: ["n", "word"] } });
    expect(records).toEqual([{ word: "x", n: 1 }]);
  });

  it("leaves names that are ignored out of a configured header which the object doesn't hold", async () => {
    const options = { input: { header: ["label", "n", "word"] }, ignore: ["label"] };
    expect((await decode("1,x\n", "csv", options)).records).toEqual([{ n: 1, word: "x" }]);
    expect((await decode("0,1,x\n", "csv", options)).records).toEqual([{ n: 1, word: "x" }]);
  });
});

describe("header rows among the data", () => {
  it("rejects a repeated header, as concatenated files have it", async () => {
    const { records, rejects } = await decode("a,b\n1,2\na,b\n3,4\n", "csv");
    expect(records).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
    expect(rejects).toEqual({
      total: 1,
      byReason: { "header-row": 1 },
      samples: [{ reason: "header-row", line: 3, detail: "expects data, got a header row" }],
    });
  });

  it("rejects a data row that pandas renamed as a header, wherever it stands", async () => {
    // The row 5,0,0,...,0 (twelve zeros) as pandas writes it back after taking it for the header.
    const mangled = ["5", "0", ...Array.from({ length: 11 }, (_, i) => `0.${i + 1}`)].join(",");
    const data = ["7", ...Array<string>(12).fill("1")].join(",");
    const { records, rejects } = await decode(`${data}\n${mangled}\n${data}\n`, "csv");
    expect(records).toHaveLength(2);
    expect(rejects.byReason).toEqual({ "header-row": 1 });
  });

  it("keeps a row of quantile levels: nine steps of a tenth are a grid, and no number prints as 0.10", async () => {
    const grid = ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0", "7"].join(",");
    const { records, rejects } = await decode(`${grid}\n`.repeat(3), "csv");
    expect(records).toHaveLength(3);
    expect(rejects.total).toBe(0);
  });

  it("keeps a row that merely holds one of the names", async () => {
    const { records } = await decode("a,b\na,2\n", "csv", { csv: { hasHeader: true } });
    expect(records).toEqual([{ a: "a", b: 2 }]);
  });
});

describe("records", () => {
  it("reads quotes, delimiters, line breaks and doubled quotes by RFC 4180", async () => {
    const { records } = await decode('name,note\r\n"Smith, J.","says ""hi""\r\ntwice"\r\nplain,"x"\r\n', "csv");
    expect(records).toEqual([
      { name: "Smith, J.", note: 'says "hi"\r\ntwice' },
      { name: "plain", note: "x" },
    ]);
  });

  it.each([
    { why: "too few cells", row: "3" },
    { why: "too many cells", row: "3,4,5" },
  ])("rejects a ragged row and keeps the others: $why", async ({ row }) => {
    const { records, rejects } = await decode(`a,b\n1,2\n${row}\n5,6\n`, "csv");
    expect(records).toEqual([
      { a: 1, b: 2 },
      { a: 5, b: 6 },
    ]);
    expect(rejects.samples).toMatchObject([{ reason: "ragged-row", line: 3 }]);
  });

  it("judges raggedness of a headerless object by the usual number of cells, not by its first row", async () => {
    const { records, rejects } = await decode("1\n2,3\n4,5\n6,7\n", "csv");
    expect(records).toHaveLength(3);
    expect(rejects.samples).toMatchObject([{ reason: "ragged-row", line: 1 }]);
  });

  it("rejects a line with a broken quote and keeps the lines behind it", async () => {
    const { records, rejects } = await decode('a,b\n1,"x\n2,y\n3,z\n', "csv");
    expect(records).toEqual([
      { a: 2, b: "y" },
      { a: 3, b: "z" },
    ]);
    expect(rejects.byReason).toEqual({ malformed: 1 });
  });

  it("rejects a line that isn't UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from("a,b\n1,x\n2,"), Buffer.from([0xe4, 0x0a]), Buffer.from("3,z\n")]);
    const { records, rejects } = await decode(bytes, "csv");
    expect(records).toEqual([
      { a: 1, b: "x" },
      { a: 3, b: "z" },
    ]);
    expect(rejects.samples).toMatchObject([{ reason: "wrong-encoding", line: 3 }]);
  });

  it("takes blank lines for no records", async () => {
    expect((await decode("a,b\n\n1,2\n  \n", "csv")).records).toEqual([{ a: 1, b: 2 }]);
  });

  it("holds a bad value of one column as text and keeps the rest", async () => {
    const { records } = await decode("a,b\n1,2\noops,4\n", "csv");
    expect(records).toEqual([
      { a: 1, b: 2 },
      { a: "oops", b: 4 },
    ]);
  });

  it("keeps codes with leading zeros, and whole text columns, as text", async () => {
    const { records } = await decode("zip,code\n01234,5\n98765,1.50\n", "csv", { textColumns: ["code"] });
    expect(records).toEqual([
      { zip: "01234", code: "5" },
      { zip: 98765, code: "1.50" },
    ]);
  });

  it("keeps whole numbers beyond 2^53 exact", async () => {
    expect((await decode("id\n9007199254740993\n", "csv")).records).toEqual([{ id: 9007199254740993n }]);
  });
});

describe("dialects", () => {
  it.each([
    { why: "semicolon", text: "a;b\n1;2\n" },
    { why: "tab", text: "a\tb\n1\t2\n" },
    { why: "bar", text: "a|b\n1|2\n" },
    { why: "comma inside quotes doesn't count", text: '"a"|b\n1|2\n' },
  ])("finds the delimiter: $why", async ({ text }) => {
    expect((await decode(text, "csv")).records).toEqual([{ a: 1, b: 2 }]);
  });

  it("reads decimal commas", async () => {
    const options = { csv: { delimiter: ";", decimal: "," } } as const;
    expect((await decode("a;b\n1,5;x\n", "csv", options)).records).toEqual([{ a: 1.5, b: "x" }]);
  });

  it.each([
    { why: "a word as delimiter", csv: { delimiter: "::" } },
    { why: "a quote as delimiter", csv: { delimiter: '"' } },
    { why: "the same mark twice", csv: { delimiter: ",", decimal: "," as const } },
  ])("refuses $why", async ({ csv }) => {
    await expect(decode("a,b\n1,2\n", "csv", { csv })).rejects.toThrow(PlumblineError);
  });
});

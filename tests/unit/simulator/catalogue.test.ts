import { describe, expect, test } from 'vitest';

import { createCatalogue, ean13, markingCode } from '#electron/simulator/catalogue.ts';

const NOW_MS = Date.UTC(2026, 10, 24);

describe('the shop of the demo', () => {
  const { cards, things } = createCatalogue(20_261_124, NOW_MS);

  test('has three hundred things with articles of their own', () => {
    expect(things).toHaveLength(300);
    expect(new Set(things.map((thing) => thing.article)).size).toBe(300);
    expect(things.every((thing) => /[а-яё]/iu.test(thing.name))).toBe(true);
  });
  test('every barcode is a valid EAN-13 of a single thing', () => {
    const all = things.flatMap((thing) => thing.barcodes);
    expect(all.every((barcode) => /^\d{13}$/u.test(barcode) && ean13(barcode.slice(0, 12)) === barcode)).toBe(true);
    expect(new Set(all).size).toBe(all.length);
  });
  test('some are marked, some have two barcodes, some are kits of things that lie on a shelf', () => {
    expect(things.filter((thing) => thing.marked).length).toBeGreaterThan(30);
    expect(things.some((thing) => thing.barcodes.length === 2)).toBe(true);
    const kits = things.filter((thing) => thing.parts.length > 0);
    expect(kits.length).toBeGreaterThan(5);
    for (const part of kits.flatMap((kit) => kit.parts)) expect(things.find((thing) => thing.article === part.article)?.parts).toEqual([]);
  });
  test('two cards stand for one thing, and one card matches nothing', () => {
    const barcodes = cards.flatMap((card) => card.sizes.flatMap((size) => size.barcodes));
    expect(barcodes.length - new Set(barcodes).size).toBeGreaterThan(0);
    const known = new Set(things.flatMap((thing) => thing.barcodes));
    expect(
      cards.filter((card) => card.sizes.every((size) => size.barcodes.every((barcode) => !known.has(barcode)))).map((card) => card.article),
    ).toEqual(['OLD-77']);
  });
  test('the same seed makes the same shop, another seed another', () => {
    expect(createCatalogue(20_261_124, NOW_MS).things).toEqual(things);
    expect(createCatalogue(2, NOW_MS).things).not.toEqual(things);
  });
  test('a marking code has its GTIN, serial and separators', () => {
    const [body = '', key, tail] = markingCode('4607000000011', 'S1').split('\u001D');
    expect(body).toMatch(/^010460700000001121.{13}$/u);
    expect(key).toBe('91EE11');
    expect(tail).toMatch(/^92.{44}$/u);
  });
});

import { bad, isRecord, pdf, refuse, result, moscow } from './answers.ts';
import { drawLabels, type Sticker } from './label-file.ts';
import { orderOf, type Serve } from './orders.ts';
import { requestedIds } from './shop.ts';
import type { Order, World } from './world.ts';

export const FILE_HOST = 'market-training.s3.mds.yandex.net';
const FORMATS = new Set(['A9_HORIZONTALLY', 'A9', 'A7', 'A4']);

/** Labels of one order at once; of many as a report that is drawn for a while and lies behind a link. */
export const documents: Readonly<Record<string, Serve>> = {
  'labels.order': (world, asked) => {
    const order = orderOf(world, asked);
    const format = asked.query.get('format') ?? 'A7';
    if (order === null) return refuse(404, 'Order not found');
    if (!FORMATS.has(format)) return bad(`Unknown format ${format}`);
    if (order.status !== 'PROCESSING' || order.boxes.length === 0) return bad(`Order ${String(order.id)} has no boxes`);
    return pdf(drawLabels(stickersOf(order), format));
  },
  'labels.report': (world, asked) => {
    const orderIds = requestedIds(asked.body, 'orderIds');
    const format = asked.query.get('format') ?? 'A7';
    if (orderIds.length === 0 || orderIds.length > 1000) return bad('orderIds must hold 1 to 1000 ids');
    if (!isRecord(asked.body) || asked.body['businessId'] !== world.businessId) return refuse(403, 'Access denied');
    const given = asked.body['sortingType'] === 'SORT_BY_GIVEN_ORDER';
    const reportId = `report-${String(world.nextId())}`;
    const sorted = given ? orderIds : [...orderIds].toSorted((left, right) => left - right);
    world.reports.set(reportId, { orderIds: sorted, format, readyAtMs: world.nowMs() + world.labelDelayMs });
    return result({ reportId, estimatedGenerationTime: world.labelDelayMs });
  },
  'reports.info': (world, asked) => {
    const report = world.reports.get(asked.holes['reportId'] ?? '');
    if (report === undefined) return refuse(404, 'Report not found');
    const about = { generationRequestedAt: moscow(report.readyAtMs - world.labelDelayMs), estimatedGenerationTime: world.labelDelayMs };
    if (report.readyAtMs > world.nowMs()) return result({ status: 'PENDING', ...about });
    if (sheetOf(world, report.orderIds).length === 0) return result({ status: 'FAILED', subStatus: 'NO_DATA', ...about });
    const file = `https://${FILE_HOST}/labels/${asked.holes['reportId'] ?? ''}.pdf`;
    return result({ status: 'DONE', ...about, generationFinishedAt: moscow(report.readyAtMs), file });
  },
  'reports.file': (world, asked) => {
    const report = world.reports.get(asked.holes['reportId'] ?? '');
    return report === undefined ? refuse(404, 'No such key') : pdf(drawLabels(sheetOf(world, report.orderIds), report.format));
  },
};

const sheetOf = (world: World, orderIds: readonly number[]): readonly Sticker[] =>
  orderIds.flatMap((id) => {
    const order = world.orders.get(id);
    return order === undefined || order.status !== 'PROCESSING' ? [] : stickersOf(order);
  });

const stickersOf = (order: Order): readonly Sticker[] =>
  order.boxes.map((box, seat) => ({
    code: box.barcode,
    lines: [String(order.id), `${String(seat + 1)}/${String(order.boxes.length)}`],
  }));

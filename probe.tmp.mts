import { openDatabase } from '#electron/db/open.ts';
import { createInlineLists } from '#electron/db/lists/lists.ts';
const o = openDatabase({ file: '/tmp/bench-data/korob.sqlite', nowMs: () => Date.now() });
if (!o.ok) throw new Error(o.error.code);
const lists = createInlineLists(o.value.sql) as any;
const L = { listings: ['шарф кру', '4321', 'плед', 'A-12', '50004', 'поднос'],  orders: ['20000', '3021', 'A-43', 'шарф кру', '200012345', '777'] };
for (const r of [1,2]) for (const w of L.listings) { let s=''; for (const l of w) { s+=l; const t=performance.now(); const a = await lists.listings({ accountId: null, show: 'all', search: s, offset: 0, limit: 50, sort:'name', descending:false }); if(r==2) console.log('L', s, a.total, (performance.now()-t).toFixed(1)); } }
for (const show of ['all','active']) for (const r of [1,2]) for (const w of L.orders) { let s=''; for (const l of w) { s+=l; const t=performance.now(); const a = await lists.orders({ accountId: null, supplyId: null, show, search: s, offset: 0, limit: 50, sort:'ship-by', descending:false }, Date.now()); if(r==2) console.log('O', show, s, a.total, (performance.now()-t).toFixed(1)); } }
o.value.close();

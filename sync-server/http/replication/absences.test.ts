import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { reponseEnvoiSchema } from '#shared/replication/protocole';
import { instantSchema } from '#shared/temps/types';
import { jour, ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lireIds, plageDuType } from '../../store/lire';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc } from '../testing/banc';

let banc: Banc;
let client: Client;
const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => MAINTENANT });
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await ecrireTout(
    banc.magasin,
    baseAntenne('EST'),
    ['U1', 'U2', 'U4', 'U5', 'U6'].map((id) => usager(id)),
  );
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [usager('U3', { antenne: 'SUD' })]);
  const antennes: Usager['antennes'] = [
    { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
    { antenne: 'SUD', depuis: jour('2026-11-20') },
  ];
  await ecrireTout(
    banc.magasin,
    baseAntenne('EST'),
    ['U7', 'U8', 'U9'].map((id) => usager(id, { antennes })),
  );
  client = await banc.connecter('est');
});
afterAll(() => banc.fermer());

const absence = (n: string, plus: Partial<Absence> = {}): Absence => ({
  _id: `absence:2026-11-25:${ulidDe(n)}`,
  type: 'absence',
  id: ulidDe(n),
  date: jour('2026-11-25'),
  antenne: 'EST',
  auteur: 'est',
  instant: MAINTENANT,
  poste: 'poste-1',
  usagerId: 'U1',
  nature: 'VACANCES',
  du: jour('2026-11-20'),
  au: jour('2026-11-30'),
  ...plus,
});
const pousser = async (...documents: unknown[]): Promise<(string | undefined)[]> => {
  const r = await client.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } });
  const { refuses } = reponseEnvoiSchema.parse(await r.json());
  return documents.map((d) => refuses.find((x) => x.documentId === (d as { _id?: string })._id)?.code);
};

test('[PT-7] an absence pushed is judged as on the form, against what stands and what comes before it in the push', async () => {
  expect(
    await pousser(
      absence('A'),
      absence('B', { du: jour('2026-11-30'), au: jour('2026-12-02') }),
      absence('C', { usagerId: 'U2', au: jour('2026-11-19') }),
      absence('D', { usagerId: 'U2', nature: 'DECES' }),
      absence('E', { usagerId: 'U2', nature: 'AUTRE' }),
      absence('F', { usagerId: 'U3' }),
      { ...absence('G'), nature: 'FUGUE' },
      absence('H', { usagerId: 'U2' }),
    ),
  ).toEqual([
    undefined,
    'CHEVAUCHE',
    'FIN_AVANT_DEBUT',
    'FIN_INUTILE',
    'COMMENTAIRE',
    'USAGER_AUTRE_ANTENNE',
    'FORMAT',
    undefined,
  ]);
  // Stated again, cancelled, then free for another; sent again, it is taken again.
  expect(
    await pousser(
      absence('A'),
      absence('J', { remplace: ulidDe('A'), au: jour('2026-12-10') }),
      absence('K', { remplace: ulidDe('J'), annulee: true }),
      absence('M', { du: jour('2026-12-01'), au: jour('2026-12-02') }),
    ),
  ).toEqual([undefined, undefined, undefined, undefined]);
  const gardees = await lireIds(banc.magasin, baseAntenne('EST'), plageDuType('absence'));
  expect(gardees.map((id) => id.slice(-1))).toEqual(['A', 'H', 'J', 'K', 'M']);
});

test('[PT-7] an absence that says that it states again that of another usager is refused, and withdraws nothing', async () => {
  const sienne = absence('P1', { usagerId: 'U4' });
  expect(
    await pousser(
      sienne,
      absence('P2', { usagerId: 'U5', remplace: sienne.id }),
      absence('P3', { usagerId: 'U5', remplace: sienne.id, annulee: true }),
    ),
  ).toEqual([undefined, 'AUTRE_ABSENCE', 'AUTRE_ABSENCE']);
  // Read from the store as well as in the same sending; her own may be stated again.
  expect(
    await pousser(
      absence('P4', { usagerId: 'U5', remplace: sienne.id }),
      absence('P5', { usagerId: 'U4', remplace: sienne.id, annulee: true }),
    ),
  ).toEqual(['AUTRE_ABSENCE', undefined]);
});

test('[PT-7] beyond a hundred absences of one usager in one sending, the others are refused before they are judged; what was taken before is taken', async () => {
  const suite = Array.from({ length: 101 }, (_, n) =>
    absence(`Q${n}`, { usagerId: 'U6', ...(n === 0 ? {} : { remplace: ulidDe(`Q${n - 1}`) }) }),
  );
  expect((await pousser(...suite)).flatMap((c) => c ?? [])).toEqual(['TROP_D_ABSENCES']);
  expect(await pousser(...suite.slice(100))).toEqual([undefined]);
  expect((await pousser(...suite)).flatMap((c) => c ?? [])).toEqual([]);
});

test('[CL-1] of a usager who has left, an absence is taken where it has a day of the antenna, or was typed before; ending or withdrawing what it said is taken', async () => {
  const du = jour('2026-11-25');
  const au = jour('2026-11-30');
  expect(
    await pousser(
      absence('R1', { usagerId: 'U7', du, au }),
      absence('R2', { usagerId: 'U7', du, au: undefined }),
      absence('R3', { usagerId: 'U7', du: jour('2026-11-20'), au: jour('2026-11-20') }),
      // Of days of both, and of her own alone.
      absence('R4', { usagerId: 'U7', du: jour('2026-11-19'), au: jour('2026-11-26') }),
      absence('R5', { usagerId: 'U7', du: jour('2026-11-01'), au: jour('2026-11-02') }),
    ),
  ).toEqual(['USAGER_AUTRE_ANTENNE', 'USAGER_AUTRE_ANTENNE', 'USAGER_AUTRE_ANTENNE', undefined, undefined]);
  // Typed on her last day, while this PC was offline, and ended, said longer, then withdrawn since the move.
  const tapee = absence('S1', { usagerId: 'U8', du, au, instant: instantSchema.parse('2026-11-19T08:00:00Z') });
  expect(
    await pousser(
      tapee,
      absence('S2', { usagerId: 'U8', du, au: jour('2026-11-27'), remplace: tapee.id }),
      absence('S3', { usagerId: 'U8', du, au: jour('2026-12-27'), remplace: tapee.id }),
      absence('S4', { usagerId: 'U8', du, au, remplace: ulidDe('S2'), annulee: true }),
      // Restating one of her own days as another's says her absent on them all the same.
      absence('S5', { usagerId: 'U7', du, au, remplace: ulidDe('R5') }),
    ),
  ).toEqual([undefined, undefined, 'USAGER_AUTRE_ANTENNE', undefined, 'USAGER_AUTRE_ANTENNE']);
});

test('[CL-1] so with a mark « sans télégestion »: its last day is said by the antenna that said its first', async () => {
  const { nature, du, au, ...commune } = absence('T');
  const marque = (n: string, depuis: string, jusqua?: string, instant: string = MAINTENANT): unknown => ({
    ...commune,
    _id: `sanstele:2026-11-25:${ulidDe(n)}`,
    id: ulidDe(n),
    type: 'sanstele',
    usagerId: 'U9',
    raison: 'REFUS',
    depuis,
    instant,
    ...(jusqua ? { jusqua } : {}),
  });
  expect(
    await pousser(
      marque('T1', '2026-11-20'),
      marque('T2', '2026-11-19'),
      marque('T3', '2026-11-19', '2026-11-22'),
      marque('T4', '2026-11-21', undefined, '2026-11-19T08:00:00Z'),
      marque('T5', '2026-11-21', '2026-11-24'),
    ),
  ).toEqual(['USAGER_AUTRE_ANTENNE', undefined, undefined, undefined, undefined]);
  expect(await pousser(marque('T6', '2026-11-21', '2026-11-23'), marque('T7', '2026-11-21', '2026-11-29'))).toEqual([
    undefined,
    'USAGER_AUTRE_ANTENNE',
  ]);
});

test('[PT-7] a mark « sans télégestion » that would end before it begins is refused by the server too', async () => {
  const { nature, du, au, ...commune } = absence('N');
  const marque = (n: string, jusqua?: string): unknown => ({
    ...commune,
    _id: `sanstele:2026-11-25:${ulidDe(n)}`,
    id: ulidDe(n),
    type: 'sanstele',
    raison: 'REFUS',
    depuis: '2026-11-20',
    ...(jusqua ? { jusqua } : {}),
  });
  expect(await pousser(marque('N1'), marque('N2', '2026-11-20'), marque('N3', '2026-11-19'))).toEqual([
    undefined,
    undefined,
    'FIN_AVANT_DEBUT',
  ]);
});

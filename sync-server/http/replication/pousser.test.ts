import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Correction, RefusDoc } from '#shared/contrats/corrections/correction';
import { baseAntenne, idCorrection, idRattachement } from '#shared/contrats/ids';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { LIMITES, pageSchema, type ReponseEnvoi, reponseEnvoiSchema } from '#shared/replication/protocole';
import { instantDe } from '#shared/temps/paris';
import { dateCivileSchema, instantSchema, moisSchema } from '#shared/temps/types';
import { absence, cloture, fiche, ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, lireUn, plageDuType } from '../../store/lire';
import { intervenant } from '../../transitions/testing/banc';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../testing/banc';

let banc: Banc;
let client: Client;
const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');
const JOUR = dateCivileSchema.parse('2026-11-24');

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => MAINTENANT });
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  const parti = usager('U2', {
    antennes: [
      { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
      { antenne: 'SUD', depuis: dateCivileSchema.parse('2026-11-20') },
    ],
  });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [
    usager('U1'),
    parti,
    cloture('EST', moisSchema.parse('2026-10')),
  ]);
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [parti, intervenant('I1', 'SUD')]);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  client = await banc.connecter('est');
});
afterAll(() => banc.fermer());

let n = 0;
const correction = (plus: Record<string, unknown> = {}): Correction => {
  const id = ulidDe(++n);
  return {
    _id: idCorrection(JOUR, id),
    type: 'correction',
    id,
    date: JOUR,
    antenne: 'EST',
    nature: 'HORAIRE',
    cible: { genre: 'POINTAGE', id: 'P1' },
    debut: instantSchema.parse('2026-11-24T08:00:00Z'),
    motif: 'OUBLI_ARRIVEE',
    auteur: 'est',
    instant: instantSchema.parse('2026-11-25T11:59:00Z'),
    poste: 'poste-1',
    base: [],
    source: 'POSTE',
    ...plus,
  };
};
const rattachement = (plus: Record<string, unknown> = {}): Rattachement => {
  const id = ulidDe(++n);
  return {
    _id: idRattachement(JOUR, id),
    type: 'rattachement',
    geste: 'RATTACHER',
    id,
    date: JOUR,
    antenne: 'EST',
    // Each its own: one that is hers already is not attached again.
    numero: `+3319900${String(n).padStart(4, '0')}`,
    usagerId: 'U1',
    auteur: 'est',
    instant: MAINTENANT,
    poste: 'poste-1',
    ...plus,
  };
};

const slip = (plus: Parameters<typeof fiche>[0] = {}) =>
  fiche({
    id: ulidDe(++n),
    date: JOUR,
    arrivee: instantSchema.parse('2026-11-24T08:30:00Z'),
    depart: instantSchema.parse('2026-11-24T09:30:00Z'),
    auteur: 'est',
    instant: MAINTENANT,
    ...plus,
  });

const pousser = async (documents: unknown[]): Promise<ReponseEnvoi> => {
  const r = await client.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } });
  expect(r.status).toBe(200);
  return reponseEnvoiSchema.parse(await r.json());
};
const lire = (id: string) => lireUn<object>(banc.magasin, baseAntenne('EST'), id);

test('what is typed is received and stored as it is; sent again, it is received again and stored once', async () => {
  const docs = [correction(), rattachement(), slip()];
  const ids = docs.map((d) => d._id);
  expect(await pousser(docs)).toEqual({ recus: ids, refuses: [] });
  const avant = await Promise.all(ids.map(lire));
  expect(await pousser([...docs, ...docs])).toEqual({ recus: [...ids, ...ids], refuses: [] });
  expect(await Promise.all(ids.map(lire))).toEqual(avant);
  expect(avant[0]).toMatchObject({ ...docs[0] });
});

test('[PT-5] the number of an usager of another antenna is not taken from her: by the file or by a gesture; who writes for both gives it', async () => {
  const [fichier, donne, partage] = ['+33155000001', '+33155000002', '+33155000003'];
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [
    usager('U-SUD', { antenne: 'SUD', telephones: [fichier, partage] }),
    usager('U-SUD-2', {
      antenne: 'SUD',
      telephones: ['+33155000004'],
      absentDepuis: dateCivileSchema.parse('2026-10-01'),
    }),
    rattachement({ _id: 'rattachement:2026-11-24:RS', id: 'RS', antenne: 'SUD', usagerId: 'U-SUD', numero: donne }),
  ]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U-EST', { telephones: [partage] })]);
  const codes = async (numero: string, plus = {}) =>
    (await pousser([rattachement({ numero, ...plus })])).refuses.map((r) => r.code);
  for (const numero of [fichier, donne]) {
    expect(await codes(numero)).toEqual(['NUMERO_AUTRE_ANTENNE']);
    // That it is not theirs may be said; and nothing is learnt of whose it is.
    expect(await codes(numero, { geste: 'ECARTER' })).toEqual([]);
  }
  // Of both antennas already, of one who left the files, or of nobody.
  for (const numero of [partage, '+33155000004', '+33155000005']) expect(await codes(numero)).toEqual([]);
  const siege = await banc.connecter('siege');
  const r = await siege.appeler('POST', '/replication/saisies?antenne=EST', {
    corps: { documents: [rattachement({ numero: fichier, auteur: 'siege' })] },
  });
  expect(await corpsDe(r)).toMatchObject({ refuses: [] });
});

test('[PT-5] a number that is hers alone already is not attached, and it is said why; one that moves, or that a gesture gives back, is', async () => {
  const [seul, partage] = ['+33155000011', '+33155000012'];
  await ecrireTout(banc.magasin, baseAntenne('EST'), [
    usager('U-SEULE', { telephones: [seul] }),
    usager('U-ELLE', { telephones: [partage] }),
    usager('U-LUI', { telephones: [partage] }),
  ]);
  const codes = async (...gestes: Record<string, unknown>[]) =>
    (await pousser(gestes.map((g) => rattachement(g)))).refuses.map((r) => [r.code, r.message]);
  const sien = { numero: seul, usagerId: 'U-SEULE' };
  expect(await codes(sien)).toEqual([['NUMERO_DEJA_SIEN', expect.stringContaining('rien à rattacher')]]);
  // Taken back and given again in one sending, and what shares it taken back with it: neither is refused.
  expect(await codes({ ...sien, geste: 'DETACHER' }, sien)).toEqual([]);
  const lui = { numero: partage, usagerId: 'U-LUI', geste: 'DETACHER', id: ulidDe(9_001) };
  const retire = { ...lui, _id: idRattachement(JOUR, lui.id) };
  expect(await codes(retire, { numero: partage, usagerId: 'U-ELLE' })).toEqual([]);
  // Withdrawn, it is his again: it takes nothing from her.
  expect(
    await codes({
      ...lui,
      id: ulidDe(9_002),
      _id: idRattachement(JOUR, ulidDe(9_002)),
      geste: 'RATTACHER',
      retire: lui.id,
    }),
  ).toEqual([]);
  expect(await lire(idRattachement(JOUR, ulidDe(9_002)))).toMatchObject({ retire: lui.id });
});

test('[PT-8] an aide’s own number is attached to nobody, whatever antenna her file is in; where an usager’s file has it too, it is hers', async () => {
  const [aide, partie, commun, oubliee] = ['+33639980061', '+33639980062', '+33639980063', '+33639980064'] as const;
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [
    { ...intervenant('I61', 'SUD'), telephone: aide },
    { ...intervenant('I62', 'SUD'), telephone: partie, absentDepuis: dateCivileSchema.parse('2026-10-01') },
    { ...intervenant('I63', 'SUD'), telephone: commun },
    { ...intervenant('I64', 'SUD'), telephone: oubliee, absentDepuis: dateCivileSchema.parse('2026-11-20') },
  ]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U-FILLE', { telephones: [commun] })]);
  const refus = async (numero: string, plus = {}) => (await pousser([rattachement({ numero, ...plus })])).refuses;
  expect(await refus(aide)).toMatchObject([
    { code: 'NUMERO_D_AIDE', message: expect.stringContaining('Saisissez la fiche') },
  ]);
  // What an earlier gesture gave is taken back; and that it is not hers may be said.
  for (const geste of ['DETACHER', 'ECARTER']) expect(await refus(aide, { geste })).toEqual([]);
  // A short file of some days ago does not make it anybody's; no file could be put right, and there is a day from which it may.
  expect(await refus(oubliee)).toMatchObject([
    {
      code: 'NUMERO_D_AIDE',
      message: expect.stringMatching(
        /depuis le 20\s+novembre\s+2026 .* à partir du 4\s+janvier\s+2027\. .*saisissez la fiche/,
      ),
    },
  ]);
  expect(await refus(commun)).toMatchObject([{ code: 'NUMERO_D_AIDE' }]);
  expect(await refus(commun, { usagerId: 'U-FILLE' })).toMatchObject([{ code: 'NUMERO_DEJA_SIEN' }]);
  // Of one who left the files, whose number may be anybody's by now.
  expect(await refus(partie)).toEqual([]);
});

describe('[CO-6] a row that the store could not keep is refused, with what to do, and those beside it are taken', () => {
  const MOITIE = '\ud83d';
  test.each([
    ['half of an emoji in a text', () => ({ ...correction(), commentaire: `vu ${MOITIE}` }), 'TEXTE_ILLISIBLE'],
    ['in what it is based on', () => ({ ...correction(), base: [`C${MOITIE}`] }), 'TEXTE_ILLISIBLE'],
    ['in its id', () => ({ ...correction(), _id: `correction:${JOUR}:${MOITIE}`, id: MOITIE }), 'TEXTE_ILLISIBLE'],
    ['in whom it names', () => ({ ...rattachement(), usagerId: MOITIE }), 'TEXTE_ILLISIBLE'],
    ['in a name that nobody knows', () => ({ ...correction(), [MOITIE]: 1 }), 'TEXTE_ILLISIBLE'],
    ['more levels than are ever counted', () => ({ ...correction(), x: 'PROFOND' }), 'FORMAT'],
  ])('%s', async (_, forger, code) => {
    const [avant, mauvaise, apres] = [correction(), forger(), rattachement()];
    const profond = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const corps = JSON.stringify({ documents: [avant, mauvaise, apres] }).replace('"PROFOND"', profond);
    for (let fois = 1; fois <= 2; fois++) {
      const r = await client.appeler('POST', '/replication/saisies?antenne=EST', { corps });
      expect(r.status).toBe(200);
      const { recus, refuses } = reponseEnvoiSchema.parse(await r.json());
      expect(recus).toEqual([avant._id, apres._id]);
      expect(refuses).toMatchObject([{ code, message: expect.stringMatching(/recommencez/) }]);
      expect(await lire(`refus:2026-11-25:${refuses[0]?.documentId}`)).toMatchObject({ auteur: 'est', code });
    }
  });
});

test('another content under the same id is refused, and the first one stays', async () => {
  const c = correction();
  await pousser([c]);
  const { refuses } = await pousser([{ ...c, motif: 'AUTRE' }]);
  expect(refuses).toMatchObject([{ documentId: c._id, code: 'IDENTIFIANT_DEJA_PRIS' }]);
  expect(await lire(c._id)).toMatchObject({ motif: 'OUBLI_ARRIVEE' });
});

const MAUVAISES: [string, () => unknown, string][] = [
  ['of another antenna', () => correction({ antenne: 'CENTRE' }), 'ANTENNE'],
  ['in the name of someone else', () => correction({ auteur: 'autre' }), 'AUTEUR'],
  ['a verdict', () => ({ _id: `verdict:${JOUR}:x`, type: 'verdict', decision: 'ACCEPTEE' }), 'TYPE_RESERVE'],
  ['an intervention', () => ({ _id: `intervention:${JOUR}:x`, type: 'intervention' }), 'TYPE_RESERVE'],
  ['a punch', () => ({ _id: 'pointage:x', type: 'pointage' }), 'TYPE_RESERVE'],
  ['an account', () => ({ _id: 'compte:est', type: 'compte', role: 'CENTRAL' }), 'TYPE_RESERVE'],
  ['under the id of a server’s document', () => correction({ _id: `verdict:${JOUR}:y` }), 'IDENTIFIANT'],
  ['under a design document’s id', () => correction({ _id: '_design/x' }), 'IDENTIFIANT'],
  ['under another day’s id', () => correction({ _id: 'correction:2026-11-01:x' }), 'IDENTIFIANT'],
  [
    'on a day that does not exist',
    () => correction({ _id: `correction:2026-11-31:${ulidDe('Z')}`, id: ulidDe('Z'), date: '2026-11-31' }),
    'FORMAT',
  ],
  ['that deletes', () => ({ ...correction(), _deleted: true }), 'SUPPRESSION_INTERDITE'],
  ['as if taken over', () => correction({ source: 'REPRISE' }), 'FORMAT'],
  ['without a field', () => ({ ...correction(), motif: undefined }), 'FORMAT'],
  ['with a wrong instant', () => correction({ debut: 'hier' }), 'FORMAT'],
  ['with a wrong number', () => rattachement({ numero: '0199' }), 'FORMAT'],
  ['for an usager never known here', () => rattachement({ usagerId: 'U-AILLEURS' }), 'USAGER_AUTRE_ANTENNE'],
  [
    'naming an usager of elsewhere',
    () => correction({ nature: 'DONNEES', usagerId: 'U-AILLEURS' }),
    'USAGER_AUTRE_ANTENNE',
  ],
  ['from the future', () => correction({ instant: instantDe(Date.parse(MAINTENANT) + 301_000) }), 'HORLOGE'],
  [
    'of too old a day',
    () => correction({ _id: `correction:2026-07-31:${ulidDe('V')}`, id: ulidDe('V'), date: '2026-07-31' }),
    'DATE',
  ],
  [
    'of too late a day',
    () => correction({ _id: `correction:2027-11-26:${ulidDe('V')}`, id: ulidDe('V'), date: '2027-11-26' }),
    'DATE',
  ],
  ['oversize', () => correction({ commentaire: 'é'.repeat(LIMITES.octetsDocument / 2) }), 'TROP_GROS'],
  ['attaching a number to an usager who has left', () => rattachement({ usagerId: 'U2' }), 'USAGER_AUTRE_ANTENNE'],
  [
    'setting aside a number for an usager of elsewhere',
    () => rattachement({ geste: 'ECARTER', usagerId: 'U-AILLEURS' }),
    'USAGER_AUTRE_ANTENNE',
  ],
  ['attaching in two years', () => rattachement({ depuis: '2028-11-25' }), 'DATE'],
  ['with an unknown gesture', () => rattachement({ geste: 'VOLER' }), 'FORMAT'],
  ['a gesture in the name of someone else', () => rattachement({ auteur: 'autre' }), 'AUTEUR'],
  ['a gesture of another antenna', () => rattachement({ antenne: 'SUD' }), 'ANTENNE'],
  ['a gesture under another id', () => rattachement({ _id: `rattachement:${JOUR}:autre` }), 'IDENTIFIANT'],
  ['a gesture oversize', () => rattachement({ numero: '+33'.padEnd(LIMITES.octetsDocument, '1') }), 'TROP_GROS'],
  ['a slip of another antenna', () => slip({ antenne: 'CENTRE' }), 'ANTENNE'],
  ['a slip in the name of someone else', () => slip({ auteur: 'autre' }), 'AUTEUR'],
  ['a slip under another id', () => slip({ _id: `fiche:${JOUR}:autre` }), 'IDENTIFIANT'],
  ['a slip under a punch’s id', () => slip({ _id: `pointage:${JOUR}:x` }), 'IDENTIFIANT'],
  ['a slip oversize', () => slip({ commentaire: 'é'.repeat(LIMITES.octetsDocument / 2) }), 'TROP_GROS'],
  ['a slip without a side', () => slip({ arrivee: undefined, depart: undefined }), 'FICHE_VIDE'],
  ['a slip of an aide unknown everywhere', () => slip({ intervenantId: 'I-INCONNU' }), 'INTERVENANT_INCONNU'],
  ['a slip for an usager of elsewhere', () => slip({ usagerId: 'U-AILLEURS' }), 'USAGER_AUTRE_ANTENNE'],
  ['a slip for an usager who had left on that day', () => slip({ usagerId: 'U2' }), 'USAGER_AUTRE_ANTENNE'],
  [
    'a slip of a closed month',
    () =>
      slip({
        date: dateCivileSchema.parse('2026-10-24'),
        arrivee: instantSchema.parse('2026-10-24T08:30:00Z'),
        depart: undefined,
      }),
    'MOIS_CLOS',
  ],
  ['null', () => null, 'TYPE_RESERVE'],
  ['a number', () => 12, 'TYPE_RESERVE'],
  ['an array', () => [correction()], 'TYPE_RESERVE'],
  ['polluting a prototype', () => ({ constructor: { prototype: { admin: true } }, type: 'toString' }), 'TYPE_RESERVE'],
];

test.each(MAUVAISES)('a row %s is refused, said why, and the rows around it are taken', async (_, fabriquer, code) => {
  const [avant, mauvaise, apres] = [correction(), fabriquer(), correction()];
  const r = await pousser([avant, mauvaise, apres]);
  expect(r.recus).toEqual([avant._id, apres._id]);
  expect(r.refuses).toMatchObject([{ code }]);
  const [refuse] = r.refuses;
  expect(refuse?.message).toMatch(/^[A-ZÉL].*\.$/);
  const refus = await lire(`refus:2026-11-25:${refuse?.documentId}`);
  expect(refus).toMatchObject({ type: 'refus', auteur: 'est', code, documentId: refuse?.documentId });
  const id = (mauvaise as { _id?: string } | null)?._id;
  if (id && id !== '_design/x') expect(await lire(id)).toBeUndefined();
});

test('[CO-3] beyond a hundred corrections of one visit in one sending, the others are refused and said so; those of other visits, and what was taken before, are taken', async () => {
  const cible = { genre: 'POINTAGE', id: 'P-CENT' };
  const cent = Array.from({ length: 100 }, () => correction({ cible }));
  const [dernier, ailleurs] = [correction({ cible }), correction({ cible: { genre: 'VISITE', id: 'P-CENT' } })];
  const r = await pousser([...cent, dernier, ailleurs]);
  expect(r.recus).toEqual([...cent, ailleurs].map((c) => c._id));
  expect(r.refuses).toMatchObject([{ documentId: dernier._id, code: 'TROP_DE_CORRECTIONS' }]);
  expect(r.refuses[0]?.message).toMatch(/plus de 100 corrections de la même visite/);
  expect(await lire(dernier._id)).toBeUndefined();
  const encore = correction({ cible });
  await pousser([encore]);
  expect((await pousser([...cent, encore])).refuses).toEqual([]);
});

test('[PT-5] beyond a hundred gestures on one number in one sending, the others are refused and said so before they are judged; those on other numbers are taken, and what was taken before stays so', async () => {
  const numero = '+33155000021';
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U-CENT', { telephones: [numero] })]);
  const gestes = Array.from({ length: 102 }, () => rattachement({ numero, usagerId: 'U-CENT' }));
  const ailleurs = rattachement();
  const r = await pousser([...gestes, ailleurs]);
  expect(r.recus).toEqual([ailleurs._id]);
  expect(r.refuses.map((x) => x.code)).toEqual([
    ...Array.from({ length: 100 }, () => 'NUMERO_DEJA_SIEN'),
    'TROP_DE_GESTES',
    'TROP_DE_GESTES',
  ]);
  expect(r.refuses.at(-1)?.message).toMatch(/plus de 100 gestes sur le même numéro/);
  const detaches = Array.from({ length: 100 }, () => rattachement({ numero, usagerId: 'U-CENT', geste: 'DETACHER' }));
  const encore = rattachement({ numero, usagerId: 'U-CENT', geste: 'DETACHER' });
  expect((await pousser([encore])).refuses).toEqual([]);
  expect((await pousser([...detaches, encore])).refuses).toEqual([]);
});

test('[CO-6] a row typed before the month turned, one month before the window, is taken; one day more, and its author sees why', async () => {
  const [tot, trop] = ['2026-08-01', '2026-07-31'].map((date) => {
    const id = ulidDe(date.slice(8));
    return correction({ _id: `correction:${date}:${id}`, id, date });
  });
  const r = await pousser([tot, trop]);
  expect(r).toMatchObject({ recus: [tot?._id], refuses: [{ documentId: trop?._id, code: 'DATE' }] });
  expect(r.refuses[0]?.message).toContain('depuis le 01/09/2026');
  // What was decided of the one, and the refusal of the other, are both served.
  const verdict = { _id: `verdict:2026-08-01:${tot?.id}`, type: 'verdict', correctionId: tot?.id };
  await ecrireTout(banc.magasin, baseAntenne('EST'), [verdict, { ...verdict, _id: 'verdict:2026-07-31:x' }]);
  const page = pageSchema.parse(await (await client.appeler('GET', '/replication/decisions?antenne=EST')).json());
  const ids = page.documents.map((d) => d._id);
  expect(ids).toContain(verdict._id);
  expect(ids).toContain(`refus:2026-11-25:${trop?._id}`);
  expect(ids).not.toContain('verdict:2026-07-31:x');
});

test('[CL-1] a slip for an usager who has left since, of a day when it was of this antenna, is taken', async () => {
  const f = slip({
    usagerId: 'U2',
    date: dateCivileSchema.parse('2026-11-19'),
    arrivee: instantSchema.parse('2026-11-19T08:30:00Z'),
    depart: undefined,
  });
  expect(await pousser([f])).toEqual({ recus: [f._id], refuses: [] });
});

test('[CO-6] what was taken stays taken when it is sent again, though its month has been closed since', async () => {
  const f = slip({
    date: dateCivileSchema.parse('2026-09-24'),
    arrivee: instantSchema.parse('2026-09-24T08:30:00Z'),
    depart: undefined,
  });
  expect((await pousser([f])).recus).toEqual([f._id]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [cloture('EST', moisSchema.parse('2026-09'))]);
  expect(await pousser([f])).toEqual({ recus: [f._id], refuses: [] });
  expect(
    (await pousser([{ ...f, id: ulidDe('NEVE'), _id: `fiche:2026-09-24:${ulidDe('NEVE')}` }])).refuses,
  ).toMatchObject([{ code: 'MOIS_CLOS' }]);
});

test('[CO-6] what was taken stays taken when it is sent again months later: its day is before what PCs keep, and it is there', async () => {
  const vieille = absence(ulidDe('AV'), dateCivileSchema.parse('2026-06-10'), { auteur: 'est' });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [vieille]);
  expect(await pousser([vieille])).toEqual({ recus: [vieille._id], refuses: [] });
  expect(await lire(`refus:2026-11-25:${vieille._id}`)).toBeUndefined();
  // Nor does a clock that was put back since say anything of it.
  const tot = rattachement({ instant: instantDe(Date.parse(MAINTENANT) + 3_600_000) });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [tot]);
  expect(await pousser([tot])).toEqual({ recus: [tot._id], refuses: [] });
  // What the store does not have is refused, and so is another content under the same id.
  const neuve = absence(ulidDe('AN'), dateCivileSchema.parse('2026-06-10'), { auteur: 'est' });
  expect((await pousser([neuve, { ...vieille, nature: 'DECES' }])).refuses).toMatchObject([
    { documentId: neuve._id, code: 'DATE' },
    { documentId: vieille._id, code: 'DATE' },
  ]);
});

test('[PT-5] the central service makes gestures for any antenna: they are kept in the usager’s', async () => {
  const siege = await banc.connecter('siege');
  const geste = rattachement({ auteur: 'siege', antenne: 'SUD', usagerId: 'U2' });
  const r = await siege.appeler('POST', '/replication/saisies?antenne=SUD', { corps: { documents: [geste] } });
  expect(reponseEnvoiSchema.parse(await r.json())).toEqual({ recus: [geste._id], refuses: [] });
  expect(await lireUn(banc.magasin, baseAntenne('SUD'), geste._id)).toMatchObject({ auteur: 'siege', usagerId: 'U2' });
});

test('[PT-1] a slip under the id of another, of another day, is refused: annulling the punch of one would annul the other’s', async () => {
  const du = (date: string, id: string, plus: Parameters<typeof fiche>[0] = {}) =>
    slip({
      id,
      date: dateCivileSchema.parse(date),
      arrivee: instantSchema.parse(`${date}T08:30:00Z`),
      depart: undefined,
      ...plus,
    });
  const premiere = du('2026-11-10', ulidDe('MEME'));
  const codes = async (...docs: unknown[]) => (await pousser(docs)).refuses.map((r) => [r.documentId, r.code]);
  expect(await codes(premiere)).toEqual([]);
  const autre = du('2026-11-17', premiere.id);
  expect(await codes(autre)).toEqual([[autre._id, 'IDENTIFIANT_DEJA_PRIS']]);
  // As sent before, it is taken again; in one sending the first is taken, and one that is refused takes no id.
  const [vide, un, deux] = [
    du('2026-11-11', ulidDe('DEVX'), { arrivee: undefined }),
    du('2026-11-12', ulidDe('DEVX')),
    du('2026-11-13', ulidDe('DEVX')),
  ];
  expect(await codes(premiere, vide, un, deux)).toEqual([
    [vide._id, 'FICHE_VIDE'],
    [deux._id, 'IDENTIFIANT_DEJA_PRIS'],
  ]);
  expect([await lire(autre._id), await lire(deux._id)]).toEqual([undefined, undefined]);
});

test('a refused row sent again leaves one refusal', async () => {
  const mauvaise = correction({ antenne: 'SUD' });
  for (let i = 0; i < 3; i++) expect((await pousser([mauvaise])).refuses).toHaveLength(1);
  const refus = await lirePlage<RefusDoc>(banc.magasin, baseAntenne('EST'), plageDuType('refus'));
  expect(refus.filter((d) => d.documentId === mauvaise._id)).toHaveLength(1);
});

test('a clock five minutes fast is taken', async () => {
  const c = correction({ instant: instantDe(Date.parse(MAINTENANT) + 300_000) });
  expect((await pousser([c])).recus).toEqual([c._id]);
});

test.each<[string, unknown, number, Record<string, string>?]>([
  ['broken JSON', '{"documents":[', 400],
  ['no list', { docs: [] }, 400],
  ['a list at the root', [], 400],
  ['too many rows', { documents: Array.from({ length: LIMITES.documentsEnvoi + 1 }, () => null) }, 400],
  ['too many bytes', { documents: ['x'.repeat(LIMITES.octetsEnvoi)] }, 413],
  ['a form', 'documents=[]', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
])('a body with %s is refused with a French sentence, and nothing is written', async (_, corps, statut, entetes) => {
  const avant = await lirePlage(banc.magasin, baseAntenne('EST'), { debut: '', fin: '\uffff' });
  const r = await client.appeler('POST', '/replication/saisies?antenne=EST', {
    corps,
    ...(entetes ? { entetes } : {}),
  });
  expect(r.status).toBe(statut);
  expect((await corpsDe(r)).message).toMatch(/^[A-ZÉL].*\.$/);
  expect(await lirePlage(banc.magasin, baseAntenne('EST'), { debut: '', fin: '\uffff' })).toEqual(avant);
});

test('an unreadable checkpoint is refused with what to do', async () => {
  for (const c of [
    'x',
    '{}',
    '{"mode":"changements"}',
    '{"mode":"instantane","apres":"usager:","seq":"0"}',
    '{"mode":"changements","seq":"n importe quoi"}',
  ]) {
    const r = await client.appeler('GET', `/replication/saisies?antenne=EST&checkpoint=${encodeURIComponent(c)}`);
    expect([c, r.status]).toEqual([c, 400]);
    expect((await corpsDe(r)).message).toContain('Reprenez la synchronisation');
  }
});

test('[CO-6] a saisie taken back from a file, by another device, is the one that was sent', async () => {
  const c = correction();
  const envoyer = (documents: unknown[]) =>
    client.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } }).then(corpsDe);
  expect(await envoyer([c])).toEqual({ recus: [c._id], refuses: [] });
  expect(await envoyer([{ ...c, poste: 'poste-2' }])).toEqual({ recus: [c._id], refuses: [] });
  expect(await envoyer([{ ...c, poste: 'poste-2', motif: 'URGENCE' }])).toMatchObject({
    refuses: [{ documentId: c._id, code: 'IDENTIFIANT_DEJA_PRIS' }],
  });
  expect(await lireUn<Correction>(banc.magasin, baseAntenne('EST'), c._id)).toMatchObject({ poste: 'poste-1' });
});

test('a PC of another version: a field that this server does not know is left out, the row is taken, and taken again', async () => {
  const c = { ...correction(), champDeDemain: { a: 1 } };
  for (let envoi = 0; envoi < 2; envoi++) {
    const r = await client.appeler('POST', '/replication/saisies?antenne=EST', {
      corps: { documents: [c], versionDuPoste: 99 },
    });
    expect(await corpsDe(r)).toEqual({ recus: [c._id], refuses: [] });
  }
  expect(await lireUn(banc.magasin, baseAntenne('EST'), c._id)).not.toHaveProperty('champDeDemain');
});

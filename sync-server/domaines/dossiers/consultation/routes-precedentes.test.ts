import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { visitePrecedenteSchema } from '#shared/contrats/dossiers/visite-precedente';
import { baseAntenne, idIntervenant } from '#shared/contrats/ids';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import type { Minutes } from '#shared/temps/types';
import { apparier, correction, jour, paris, pointage, usager, verdict, visite } from '#shared/testing/constructeurs';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireLot } from '../../../ports/documents';
import { lireAudit } from '../../audit/lire';

// U1 left EST for CENTRE on 10 October; U2 went from EST to CENTRE and SUD, U3 never left EST.
let banc: Banc;

const deplacee = usager('U1', {
  antennes: [
    { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
    { antenne: 'CENTRE', depuis: jour('2026-10-10') },
  ],
});
const deuxFois = usager('U2', {
  antennes: [...deplacee.antennes, { antenne: 'SUD', depuis: jour('2026-11-02') }],
});
const restee = usager('U3');
const aide: Intervenant = {
  _id: idIntervenant('I1'),
  type: 'intervenant',
  id: 'I1',
  civilite: 'MME',
  nom: 'Durand',
  prenom: 'Anne',
  antenne: 'EST',
  codeSvi: '10001',
  dateDebut: jour('2026-01-01'),
  vuLe: paris('2026-01-05 06:00'),
};

/** A complete visit from 8:02 to 9:01 of a planned 8:00 to 9:00. */
const faite = (antenne: Antenne, usagerId: string, date: string) =>
  apparier({
    usagerId,
    antenneAu: () => antenne,
    pointages: [
      pointage('A', `${date} 08:02`, { usagerId, id: `A${usagerId}${date}` }),
      pointage('D', `${date} 09:01`, { usagerId, id: `D${usagerId}${date}` }),
    ],
    visites: [visite(`V${usagerId}${date}`, `${date} 08:00`, `${date} 09:00`, { usagerId })],
  });

const corrigee = correction('HORAIRE', {
  date: jour('2026-10-09'),
  cible: { genre: 'POINTAGE', id: 'AU12026-10-09' },
  fin: paris('2026-10-09 09:30'),
  motif: 'OUBLI_DEPART',
  instant: paris('2026-10-11 10:00'),
});
const refusee = correction('MINUTES', {
  date: jour('2026-10-09'),
  cible: { genre: 'POINTAGE', id: 'AU12026-10-09' },
  minutes: 20 as Minutes,
  instant: paris('2026-10-12 10:00'),
  base: [corrigee.id],
});
/** [CO-1] Punched at U3's, it was a visit of U1. */
const rendue = correction('DONNEES', {
  date: jour('2026-10-07'),
  cible: { genre: 'POINTAGE', id: 'AU32026-10-07' },
  usagerId: 'U1',
  motif: 'CODE_ERRONE',
});
const prise = correction('DONNEES', {
  date: jour('2026-10-06'),
  cible: { genre: 'POINTAGE', id: 'AU12026-10-06' },
  usagerId: 'U3',
  motif: 'CODE_ERRONE',
});

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => paris('2026-11-25 12:00') });
  const ecrire = (antenne: Antenne, docs: object[]) => ecrireLot(banc.magasin, baseAntenne(antenne), docs);
  await ecrire('EST', [
    ...[deplacee, deuxFois, restee, aide],
    ...['2026-07-01', '2026-10-05', '2026-10-06', '2026-10-09'].flatMap((d) => faite('EST', 'U1', d)),
    // A stray of after the change: not of the former antenna any more, and not read from it.
    ...faite('EST', 'U1', '2026-10-12'),
    ...faite('EST', 'U2', '2026-10-05'),
    ...faite('EST', 'U3', '2026-10-07'),
    ...[corrigee, verdict(corrigee), rendue, verdict(rendue), prise, verdict(prise)],
    ...[refusee, verdict(refusee, { decision: 'REFUSEE', refus: { code: 'X', message: 'Non.' } })],
  ]);
  await ecrire('CENTRE', [deplacee, deuxFois, ...faite('CENTRE', 'U1', '2026-10-15')]);
  await ecrire('CENTRE', faite('CENTRE', 'U2', '2026-10-15'));
  await ecrire('SUD', [deuxFois, ...faite('SUD', 'U2', '2026-11-03')]);
  for (const a of ['EST', 'CENTRE', 'SUD', 'OUEST'] as const)
    await creerCompteDEssai(banc.magasin, a.toLowerCase(), 'GESTIONNAIRE', [a]);
  await creerCompteDEssai(banc.magasin, 'deux', 'GESTIONNAIRE', ['EST', 'CENTRE']);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  for (const [nom, role] of [
    ['chef', 'ADMINISTRATEUR'],
    ['tech', 'TECHNIQUE'],
    ['audit', 'AUDITEUR'],
  ] as const)
    await creerCompteDEssai(banc.magasin, nom, role, ['CENTRE']);
});
afterAll(() => banc.fermer());

// One sign-in each: attempts are counted.
const clients = new Map<string, Promise<Client>>();
const clientDe = (qui: string): Promise<Client> => {
  const client = clients.get(qui) ?? banc.connecter(qui);
  clients.set(qui, client);
  return client;
};
const demander = async (qui: string, id: string, periode = 'de=2026-09-01&a=2026-11-25'): Promise<Response> =>
  (await clientDe(qui)).appeler('GET', `/api/usagers/${id}/visites?${periode}`);
const lire = async (...demande: Parameters<typeof demander>) => {
  const r = await demander(...demande);
  expect(r.status).toBe(200);
  expect(r.headers.get('cache-control')).toBe('no-store');
  return visitePrecedenteSchema.array().parse(await r.json());
};

describe('[CL-1] who reads what of a usager that changed antenna', () => {
  const avant = ['EST 2026-10-05', 'EST 2026-10-07', 'EST 2026-10-09'];
  test.each([
    ['the new one reads the former', 'centre', 'U1', avant],
    ['the former does not read the new one', 'est', 'U1', []],
    ['a manager of both reads the former', 'deux', 'U1', avant],
    ['the central service reads the former', 'siege', 'U1', avant],
    ['the one between reads what was before it only', 'centre', 'U2', ['EST 2026-10-05']],
    ['the last one reads all those before', 'sud', 'U2', ['EST 2026-10-05', 'CENTRE 2026-10-15']],
    ['the first of three reads nothing', 'est', 'U2', []],
    ['a usager that never moved', 'est', 'U3', []],
  ])('%s', async (_, qui, id, attendues) => {
    expect((await lire(qui, id)).map((v) => `${v.antenne} ${v.date}`)).toEqual(attendues);
  });

  test('only within the dates asked for, both included', async () => {
    const dates = (await lire('centre', 'U1', 'de=2026-10-05&a=2026-10-05')).map((v) => v.date);
    expect(dates).toEqual(['2026-10-05']);
    expect(await lire('centre', 'U1', 'de=2026-10-10&a=2026-10-31')).toEqual([]);
  });

  test('each such reading is in the audit log', async () => {
    await lire('centre', 'U1', 'de=2026-10-05&a=2026-10-06');
    const [notee] = (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees;
    expect(notee).toMatchObject({ auteur: 'centre', objet: 'visites usager:U1 2026-10-05 2026-10-06' });
  });

  test('one that is, or was, of another antenna cannot be told from one that does not exist', async () => {
    const refus = async (...demande: Parameters<typeof demander>) => {
      const r = await demander(...demande);
      const { reference: _, ...corps } = await corpsDe(r);
      return { statut: r.status, corps };
    };
    const inconnu = await refus('ouest', 'U999');
    expect(inconnu).toMatchObject({ statut: 403, corps: { code: 'ANTENNE' } });
    expect(inconnu.corps.message).toContain('n’a pas été');
    for (const [qui, id] of [
      ['ouest', 'U1'],
      ['ouest', 'U3'],
      ['sud', 'U1'],
      ['centre', 'U3'],
      ['siege', 'U999'],
    ] as const)
      expect([qui, id, await refus(qui, id)]).toEqual([qui, id, inconnu]);
  });

  test.each(['chef', 'tech', 'audit'])('not the role of « %s »', async (qui) => {
    const r = await demander(qui, 'U1');
    expect([r.status, (await corpsDe(r)).code]).toEqual([403, 'ROLE']);
  });
});

test('[CL-1] what is read is the retained state, the punches and the plan beside it', async () => {
  const [, , derniere] = await lire('centre', 'U1');
  expect(derniere).toEqual({
    date: '2026-10-09',
    antenne: 'EST',
    intervenant: 'DURAND Anne',
    prevu: { debut: paris('2026-10-09 08:00'), fin: paris('2026-10-09 09:00') },
    arrivee: paris('2026-10-09 08:02'),
    depart: paris('2026-10-09 09:01'),
    debut: paris('2026-10-09 08:02'),
    fin: paris('2026-10-09 09:30'),
    minutesComplementaires: 0,
    statut: 'CORRIGEE',
    motif: 'OUBLI_DEPART',
  });
});

test.each([
  ['', 'AAAA-MM-JJ'],
  ['de=2026-10-01', 'AAAA-MM-JJ'],
  ['de=2026-10-01&a=2026-02-30', 'AAAA-MM-JJ'],
  ['de=01/10/2026&a=2026-10-02', 'AAAA-MM-JJ'],
  ['de=2026-10-01&de=2026-10-02&a=2026-10-02', 'AAAA-MM-JJ'],
  ['de=2026-10-02&a=2026-10-01', 'inversez'],
  ['de=2026-08-01&a=2026-11-01', '92 jours'],
  ['de=9999-12-31&a=9999-12-31', '92 jours'],
])('dates refused: « %s »', async (periode, mots) => {
  const r = await demander('centre', 'U1', periode);
  expect(r.status).toBe(400);
  expect((await corpsDe(r)).message).toContain(mots);
});

test('ninety-two days are taken', async () => {
  expect((await lire('centre', 'U1', 'de=2026-08-01&a=2026-10-31')).length).toBe(3);
});

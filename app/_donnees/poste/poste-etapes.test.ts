import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantSchema } from '#shared/temps/types';
import { AUCUN_LOT } from '../base/remplies';
import type { EtatLiaison, EtatSync } from '../replication/etat-sync';
import { avancer, type Effet, type EtatPoste, type Evenement } from './poste-etapes';

const HEURE = instantSchema.parse('2026-11-25T08:00:00Z');
const SYNC: EtatSync = {
  liaison: 'CONNEXION',
  depuis: HEURE,
  attente: 0,
  autres: 0,
  total: 0,
  refusees: 0,
  ailleurs: [],
  copie: true,
};
const NEUF: EtatPoste = { sync: SYNC, meneur: false, lien: undefined, lots: AUCUN_LOT, perdu: false };
const lien = (liaison: EtatLiaison['liaison'], plus: Partial<EtatLiaison> = {}): EtatLiaison => ({
  liaison,
  depuis: HEURE,
  ...plus,
});
const ici = { attente: 3, autres: 1, refusees: 2 };
const TENUS = { ...AUCUN_LOT, jours: 61, saisies: 40 };
const sien = (meneur: boolean, l = lien('EN_LIGNE')): Evenement => ({
  type: 'LIAISON',
  liaison: l,
  meneur,
  tenus: TENUS,
  perdues: [],
});
const depot: Evenement = { type: 'DEPOT', ici, ailleurs: [], tenus: TENUS, perdues: [] };

const jouer = (...evenements: Evenement[]): EtatPoste => evenements.reduce((e, ev) => avancer(e, ev).etat, NEUF);

/** One way to each state. */
const ETATS = {
  neuf: [],
  suiveur: [{ type: 'RECU', message: { liaison: lien('HORS_LIGNE') } }],
  meneur: [sien(true)],
  perdu: [{ type: 'BASE_PERDUE' }],
} satisfies Record<string, Evenement[]>;
const EVENEMENTS = {
  'what it holds changes': depot,
  'what waits elsewhere changes': {
    type: 'AILLEURS',
    ici,
    ailleurs: [{ antenne: 'SUD', attente: 2, autres: 0, refusees: 0 }],
  },
  'its own link is up, and it leads': sien(true),
  'its own link is told, and it does not lead': sien(false, lien('CONNEXION')),
  'it is told that the link is up': { type: 'RECU', message: { liaison: lien('EN_LIGNE') } },
  'it is told that the link is down': { type: 'RECU', message: { liaison: lien('HORS_LIGNE') } },
  'it is asked for the link': { type: 'RECU', message: { demande: true } },
  'it is asked for a new attempt': { type: 'RECU', message: { reprendre: true } },
  'it is told the server’s time': { type: 'RECU', message: { ecart: 7_200_000 } },
  'the server’s time is known here': { type: 'ECART', ecart: -60_000 },
  'it is told that the rights have changed': { type: 'RECU', message: { droits: true } },
  'the rights were read here': { type: 'DROITS' },
  'the person asks for a new attempt': { type: 'REPRENDRE' },
  'the copy finds no room': { type: 'COPIE', ecrite: false },
  'the copy is written': { type: 'COPIE', ecrite: true },
  'the database is taken away': { type: 'BASE_PERDUE' },
  'what is left of it is told': { type: 'PERTE', perte: { restantes: 2, refus: [] } },
} satisfies Record<string, Evenement>;

const enMots = (e: EtatPoste, effets: readonly Effet[]): string =>
  [
    e.sync.liaison,
    e.sync.attente,
    e.meneur ? 'mène' : 'suit',
    ...effets.map((f) => ('message' in f ? `${f.type}:${Object.keys(f.message)}` : f.type)),
  ].join(' ');
const COMPTES = 'DIRE_PRESENCE NOTER_AUTRES';
/** Every state by every event: the link and what waits, as they are told; whether it leads; what is to be done. */
const TABLE: Record<keyof typeof EVENEMENTS, Record<keyof typeof ETATS, string>> = {
  'what it holds changes': {
    neuf: `CONNEXION 3 suit ${COMPTES} NOTER_REFUSEES COPIER`,
    suiveur: `HORS_LIGNE 3 suit ${COMPTES} NOTER_REFUSEES COPIER`,
    meneur: `EN_LIGNE 3 mène ${COMPTES} NOTER_REFUSEES COPIER`,
    perdu: `CONNEXION 3 suit ${COMPTES} NOTER_REFUSEES COPIER`,
  },
  'what waits elsewhere changes': {
    neuf: `CONNEXION 5 suit ${COMPTES}`,
    suiveur: `HORS_LIGNE 5 suit ${COMPTES}`,
    meneur: `EN_LIGNE 5 mène ${COMPTES}`,
    perdu: `CONNEXION 3 suit ${COMPTES}`,
  },
  'its own link is up, and it leads': {
    neuf: 'EN_LIGNE 0 mène PARLER:liaison NOTER_LOTS',
    suiveur: 'EN_LIGNE 0 mène PARLER:liaison NOTER_LOTS',
    meneur: 'EN_LIGNE 0 mène PARLER:liaison',
    perdu: 'EN_LIGNE 0 mène PARLER:liaison NOTER_LOTS',
  },
  'its own link is told, and it does not lead': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'CONNEXION 0 suit',
    meneur: 'CONNEXION 0 mène',
    perdu: 'CONNEXION 0 suit',
  },
  'it is told that the link is up': {
    neuf: 'EN_LIGNE 0 suit CONTACT',
    suiveur: 'EN_LIGNE 0 suit CONTACT',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'EN_LIGNE 0 suit CONTACT',
  },
  'it is told that the link is down': {
    neuf: 'HORS_LIGNE 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'HORS_LIGNE 0 suit',
  },
  'it is asked for the link': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène PARLER:liaison',
    perdu: 'CONNEXION 0 suit',
  },
  'it is asked for a new attempt': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène REPRENDRE',
    perdu: 'CONNEXION 0 suit',
  },
  'it is told the server’s time': {
    neuf: 'CONNEXION 0 suit REGLER_HORLOGE',
    suiveur: 'HORS_LIGNE 0 suit REGLER_HORLOGE',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'CONNEXION 0 suit REGLER_HORLOGE',
  },
  'the server’s time is known here': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène PARLER:ecart',
    perdu: 'CONNEXION 0 suit',
  },
  'it is told that the rights have changed': {
    neuf: 'CONNEXION 0 suit LIRE_DROITS',
    suiveur: 'HORS_LIGNE 0 suit LIRE_DROITS',
    meneur: 'EN_LIGNE 0 mène LIRE_DROITS',
    perdu: 'CONNEXION 0 suit LIRE_DROITS',
  },
  'the rights were read here': {
    neuf: 'CONNEXION 0 suit PARLER:droits',
    suiveur: 'HORS_LIGNE 0 suit PARLER:droits',
    meneur: 'EN_LIGNE 0 mène PARLER:droits',
    perdu: 'CONNEXION 0 suit PARLER:droits',
  },
  'the person asks for a new attempt': {
    neuf: 'CONNEXION 0 suit PARLER:reprendre',
    suiveur: 'HORS_LIGNE 0 suit PARLER:reprendre',
    meneur: 'EN_LIGNE 0 mène REPRENDRE',
    perdu: 'CONNEXION 0 suit PARLER:reprendre',
  },
  'the copy finds no room': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'CONNEXION 0 suit',
  },
  'the copy is written': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'CONNEXION 0 suit',
  },
  'the database is taken away': {
    neuf: 'CONNEXION 0 suit SECOURIR',
    suiveur: 'HORS_LIGNE 0 suit SECOURIR',
    meneur: 'EN_LIGNE 0 mène SECOURIR',
    perdu: 'CONNEXION 0 suit',
  },
  'what is left of it is told': {
    neuf: 'CONNEXION 0 suit',
    suiveur: 'HORS_LIGNE 0 suit',
    meneur: 'EN_LIGNE 0 mène',
    perdu: 'CONNEXION 0 suit',
  },
};

describe.each(Object.entries(ETATS))('a tab that is %s', (nom, chemin) => {
  it.each(Object.entries(EVENEMENTS))('%s', (quoi, ev) => {
    const t = avancer(jouer(...chemin), ev);
    expect(enMots(t.etat, t.effets)).toBe(TABLE[quoi as keyof typeof EVENEMENTS][nom as keyof typeof ETATS]);
  });
});

it('a tab that arrives is told the server’s time too, where it is known, be it known before this one led', () => {
  const ecart: Evenement = { type: 'ECART', ecart: -60_000 };
  const demande: Evenement = { type: 'RECU', message: { demande: true } };
  const dits = avancer(jouer(ecart, sien(true)), demande).effets;
  expect(dits).toContainEqual({ type: 'PARLER', message: { ecart: -60_000 } });
  expect(enMots(NEUF, avancer(jouer(sien(true)), demande).effets)).toMatch(/PARLER:liaison$/);
});

describe('what is noted beside the database', () => {
  it('[CO-6] how much it holds, once a whole reading is over; not while one goes on, nor again without a change', () => {
    expect(jouer(sien(true, lien('EN_LIGNE', { lecture: 12 })), depot).lots).toEqual(AUCUN_LOT);
    const lue = jouer(sien(true));
    expect(lue.lots).toEqual(TENUS);
    expect(avancer(lue, depot).effets.map((f) => f.type)).not.toContain('NOTER_LOTS');
  });

  it('[CO-6] of what was lost, the last figure stays until it is there again', () => {
    const perdues: Evenement = { ...depot, tenus: { ...TENUS, saisies: 0 }, perdues: ['saisies'] };
    expect(jouer(sien(true), perdues).lots).toEqual(TENUS);
  });
});

it('what was wrong, and how far a reading was, goes with the next that is told of the link', () => {
  const e = jouer(sien(true, lien('HORS_LIGNE', { erreur: 'Le serveur redémarre.', lecture: 3 })), sien(true));
  expect(e.sync).toMatchObject({ liaison: 'EN_LIGNE', erreur: undefined, lecture: undefined });
});

it('[CO-6] kept once only, or told of a loss: until the copy is written again; the loss stays', () => {
  expect(jouer({ type: 'COPIE', ecrite: false }).sync.copie).toBe(false);
  expect(jouer({ type: 'COPIE', ecrite: false }, { type: 'COPIE', ecrite: true }).sync.copie).toBe(true);
  const perte = { restantes: 2, refus: [] };
  expect(jouer({ type: 'PERTE', perte }, depot, sien(true)).sync.perte).toEqual(perte);
});

it('[CO-6] the database is taken away, and with it the counts of other antennas: what waited there is still told', () => {
  const ailleurs = [{ antenne: 'SUD' as const, attente: 5, autres: 0, refusees: 0 }];
  const perdu = jouer({ ...depot, ailleurs }, { type: 'BASE_PERDUE' }, { ...depot, ailleurs: [] });
  expect(perdu.sync).toMatchObject({ ailleurs, attente: 8 });
});

it('whatever happens: one that leads goes on leading and tells what it knows; the loss of a database is met once', () => {
  const suites = fc.array(fc.constantFrom<Evenement>(...Object.values(EVENEMENTS)), { maxLength: 30 });
  fc.assert(
    fc.property(suites, (evenements) => {
      let e = NEUF;
      let secours = 0;
      for (const ev of evenements) {
        const t = avancer(e, ev);
        secours += t.effets.filter((f) => f.type === 'SECOURIR').length;
        if (e.meneur) expect(t.etat.meneur).toBe(true);
        if (e.meneur && ev.type === 'RECU') expect(t.etat).toBe(e);
        if (!t.etat.meneur) expect(t.effets.map((f) => f.type)).not.toContain('REPRENDRE');
        e = t.etat;
      }
      expect(secours).toBeLessThanOrEqual(1);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionSchema } from '#shared/contrats/acces/compte';
import { instantSchema } from '#shared/temps/types';
import { EchecHttp } from '../serveur/api';
import {
  auDepart,
  avancer,
  type Effet,
  type EtatReplication,
  type Evenement,
  echecDe,
  sessionPermise,
} from './liaison';

const HEURE = instantSchema.parse('2026-11-25T08:00:00Z');
const PLUS_TARD = instantSchema.parse('2026-11-25T08:05:00Z');
const session = sessionSchema.parse({
  identifiant: 'sofia',
  nom: 'Sofia',
  role: 'GESTIONNAIRE',
  responsable: false,
  antennes: ['SUD'],
  partCle: '',
  expireLe: '2026-11-27T08:00:00Z',
});
const REFUS = { genre: 'DROIT', message: 'Cette antenne n’est pas la vôtre.' } as const;

/** Numbers of the session that a request is made in: this one's, which the test fills in, or a former one's. */
const ICI = -1;
const AVANT = -2;
const dater = (e: EtatReplication, ev: Evenement): Evenement =>
  'epoque' in ev ? { ...ev, epoque: ev.epoque === ICI ? e.epoque : e.epoque - 1 } : ev;
const jouer = (...evenements: Evenement[]): EtatReplication =>
  evenements.reduce((e, ev) => avancer(e, dater(e, ev), HEURE).etat, auDepart(HEURE));

const silence: Evenement = { type: 'ECHOUE', epoque: ICI, echec: { genre: 'SILENCE' } };
const fini: Evenement = { type: 'ECHOUE', epoque: ICI, echec: { genre: 'SESSION' } };
const refus: Evenement = { type: 'ECHOUE', epoque: ICI, echec: REFUS };

/** One way to each state. */
const ETATS = {
  connexion: [],
  enLigne: [{ type: 'REUSSI', epoque: ICI }],
  horsLigne: [silence],
  finie: [fini],
  'finie, puis coupée': [fini, silence],
  refusee: [refus],
  perdus: [{ type: 'SESSION_LUE', permise: false, change: true, session }],
  arret: [{ type: 'ARRETER' }],
} satisfies Record<string, Evenement[]>;
type Nom = keyof typeof ETATS;

const EVENEMENTS = {
  'the stream opens': { type: 'OUVERT' },
  'the stream is cut': { type: 'COUPE' },
  'a page comes': { type: 'PAGE', documents: 3, suite: false },
  'the first reading is over': { type: 'LECTURE_FINIE' },
  'a request is answered': { type: 'REUSSI', epoque: ICI },
  'a request of a former session is answered': { type: 'REUSSI', epoque: AVANT },
  'nobody answers': silence,
  'the server is ill': { type: 'ECHOUE', epoque: ICI, echec: { genre: 'PANNE', message: 'Le serveur redémarre.' } },
  'the session is over': fini,
  'a former session is over': { type: 'ECHOUE', epoque: AVANT, echec: { genre: 'SESSION' } },
  'a right is refused': refus,
  'this account is over': { type: 'COMPTE_FINI', compte: 'sofia', ici: true, epoque: ICI },
  'the account of the cookie is over': { type: 'COMPTE_FINI', compte: 'paul', ici: false, epoque: ICI },
  'the session is read': { type: 'SESSION_LUE', permise: true, change: false, session },
  'the session may do more, or less': { type: 'SESSION_LUE', permise: true, change: true, session },
  'the session has lost the antenna': { type: 'SESSION_LUE', permise: false, change: true, session },
  'the session is asked, and nobody answers': { type: 'SESSION_TUE', epoque: ICI, echec: { genre: 'SILENCE' } },
  'the session is asked, and is over': { type: 'SESSION_TUE', epoque: ICI, echec: { genre: 'SESSION' } },
  'a former session is asked, and is over': { type: 'SESSION_TUE', epoque: AVANT, echec: { genre: 'SESSION' } },
  'the disk has room again': { type: 'DISQUE', plein: false },
  'signed in': { type: 'REPRENDRE' },
  closed: { type: 'ARRETER' },
} satisfies Record<string, Evenement>;

const enMots = (e: EtatReplication, effets: readonly Effet[] = []): string =>
  [`${e.lien.liaison}${e.retenue ? `/${e.retenue}` : ''}`, ...effets.map((f) => f.type)].join(' ');
/** Every state by every event: the state that follows, then what is to be done; « = »: nothing changes. */
const TABLE: Record<keyof typeof EVENEMENTS, Record<Nom, string>> = {
  'the stream opens': {
    connexion: 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    enLigne: 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    horsLigne: 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    finie: 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    'finie, puis coupée': 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    refusee: 'EN_LIGNE LIRE_REFERENTIEL RELIRE LIRE_DROITS',
    perdus: '=',
    arret: '=',
  },
  'the stream is cut': {
    connexion: 'CONNEXION LIRE_SESSION',
    enLigne: 'EN_LIGNE LIRE_SESSION',
    horsLigne: 'HORS_LIGNE LIRE_SESSION',
    finie: 'SESSION_FINIE/SESSION LIRE_SESSION',
    'finie, puis coupée': 'HORS_LIGNE/SESSION LIRE_SESSION',
    refusee: 'HORS_LIGNE/DROITS LIRE_SESSION',
    perdus: '=',
    arret: '=',
  },
  'a page comes': {
    connexion: 'CONNEXION CONTACT',
    enLigne: 'EN_LIGNE CONTACT',
    horsLigne: 'HORS_LIGNE CONTACT',
    finie: 'SESSION_FINIE/SESSION CONTACT',
    'finie, puis coupée': 'HORS_LIGNE/SESSION CONTACT',
    refusee: 'HORS_LIGNE/DROITS CONTACT',
    perdus: '=',
    arret: '=',
  },
  'the first reading is over': {
    connexion: '=',
    enLigne: '=',
    horsLigne: '=',
    finie: '=',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'a request is answered': {
    connexion: 'EN_LIGNE',
    enLigne: '=',
    horsLigne: 'EN_LIGNE',
    finie: '=',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'a request of a former session is answered': {
    connexion: '=',
    enLigne: '=',
    horsLigne: '=',
    finie: '=',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'nobody answers': {
    connexion: 'HORS_LIGNE',
    enLigne: 'HORS_LIGNE',
    horsLigne: '=',
    finie: 'HORS_LIGNE/SESSION',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'the server is ill': {
    connexion: 'HORS_LIGNE',
    enLigne: 'HORS_LIGNE',
    horsLigne: '=',
    finie: 'HORS_LIGNE/SESSION',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'the session is over': {
    connexion: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    enLigne: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    horsLigne: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    finie: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    'finie, puis coupée': 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    refusee: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    perdus: '=',
    arret: '=',
  },
  'a former session is over': {
    connexion: '=',
    enLigne: '=',
    horsLigne: '=',
    finie: '=',
    'finie, puis coupée': '=',
    refusee: '=',
    perdus: '=',
    arret: '=',
  },
  'a right is refused': {
    connexion: 'HORS_LIGNE/DROITS LIRE_SESSION',
    enLigne: 'HORS_LIGNE/DROITS LIRE_SESSION',
    horsLigne: 'HORS_LIGNE/DROITS LIRE_SESSION',
    finie: 'HORS_LIGNE/SESSION LIRE_SESSION',
    'finie, puis coupée': 'HORS_LIGNE/SESSION LIRE_SESSION',
    refusee: 'HORS_LIGNE/DROITS LIRE_SESSION',
    perdus: '=',
    arret: '=',
  },
  'this account is over': {
    connexion: 'CONNEXION COMPTE_FINI',
    enLigne: 'EN_LIGNE COMPTE_FINI',
    horsLigne: 'HORS_LIGNE COMPTE_FINI',
    finie: 'SESSION_FINIE/SESSION COMPTE_FINI',
    'finie, puis coupée': 'HORS_LIGNE/SESSION COMPTE_FINI',
    refusee: 'HORS_LIGNE/DROITS COMPTE_FINI',
    perdus: '=',
    arret: '=',
  },
  'the account of the cookie is over': {
    connexion: 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    enLigne: 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    horsLigne: 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    finie: 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    'finie, puis coupée': 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    refusee: 'SESSION_FINIE/SESSION COMPTE_FINI SESSION_FINIE REDEMANDER_FLUX',
    perdus: '=',
    arret: '=',
  },
  'the session is read': {
    connexion: 'CONNEXION CONTACT',
    enLigne: 'EN_LIGNE CONTACT',
    horsLigne: 'HORS_LIGNE CONTACT',
    finie: 'SESSION_FINIE/SESSION CONTACT',
    'finie, puis coupée': 'HORS_LIGNE CONTACT',
    refusee: 'HORS_LIGNE CONTACT',
    perdus: '=',
    arret: '=',
  },
  'the session may do more, or less': {
    connexion: 'CONNEXION CONTACT DROITS',
    enLigne: 'EN_LIGNE CONTACT DROITS',
    horsLigne: 'HORS_LIGNE CONTACT DROITS',
    finie: 'SESSION_FINIE/SESSION CONTACT DROITS',
    'finie, puis coupée': 'HORS_LIGNE CONTACT DROITS',
    refusee: 'HORS_LIGNE CONTACT DROITS',
    perdus: '=',
    arret: '=',
  },
  'the session has lost the antenna': {
    connexion: 'CONNEXION/PERDUS FERMER_FLUX DROITS',
    enLigne: 'EN_LIGNE/PERDUS FERMER_FLUX DROITS',
    horsLigne: 'HORS_LIGNE/PERDUS FERMER_FLUX DROITS',
    finie: 'SESSION_FINIE/PERDUS FERMER_FLUX DROITS',
    'finie, puis coupée': 'HORS_LIGNE/PERDUS FERMER_FLUX DROITS',
    refusee: 'HORS_LIGNE/PERDUS FERMER_FLUX DROITS',
    perdus: '=',
    arret: '=',
  },
  'the session is asked, and nobody answers': {
    connexion: 'HORS_LIGNE',
    enLigne: 'HORS_LIGNE',
    horsLigne: '=',
    finie: 'HORS_LIGNE/SESSION',
    'finie, puis coupée': '=',
    refusee: 'HORS_LIGNE',
    perdus: '=',
    arret: '=',
  },
  'the session is asked, and is over': {
    connexion: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    enLigne: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    horsLigne: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    finie: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    'finie, puis coupée': 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    refusee: 'SESSION_FINIE/SESSION SESSION_FINIE REDEMANDER_FLUX',
    perdus: '=',
    arret: '=',
  },
  'a former session is asked, and is over': {
    connexion: '=',
    enLigne: '=',
    horsLigne: '=',
    finie: '=',
    'finie, puis coupée': '=',
    refusee: 'HORS_LIGNE',
    perdus: '=',
    arret: '=',
  },
  'the disk has room again': {
    connexion: 'CONNEXION LIRE_REFERENTIEL RELIRE',
    enLigne: 'EN_LIGNE LIRE_REFERENTIEL RELIRE',
    horsLigne: 'HORS_LIGNE LIRE_REFERENTIEL RELIRE',
    finie: 'SESSION_FINIE/SESSION LIRE_REFERENTIEL RELIRE',
    'finie, puis coupée': 'HORS_LIGNE/SESSION LIRE_REFERENTIEL RELIRE',
    refusee: 'HORS_LIGNE/DROITS LIRE_REFERENTIEL RELIRE',
    perdus: '=',
    arret: '=',
  },
  'signed in': {
    connexion: 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    enLigne: 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    horsLigne: 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    finie: 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    'finie, puis coupée': 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    refusee: 'CONNEXION ROUVRIR_FLUX RELIRE LIRE_DROITS',
    perdus: '=',
    arret: '=',
  },
  closed: {
    connexion: 'CONNEXION/ARRET FERMER_FLUX',
    enLigne: 'EN_LIGNE/ARRET FERMER_FLUX',
    horsLigne: 'HORS_LIGNE/ARRET FERMER_FLUX',
    finie: 'SESSION_FINIE/ARRET FERMER_FLUX',
    'finie, puis coupée': 'HORS_LIGNE/ARRET FERMER_FLUX',
    refusee: 'HORS_LIGNE/ARRET FERMER_FLUX',
    perdus: 'CONNEXION/ARRET FERMER_FLUX',
    arret: 'CONNEXION/ARRET FERMER_FLUX',
  },
};

describe.each(Object.entries(ETATS))('a link that is %s', (nom, chemin) => {
  it.each(Object.entries(EVENEMENTS))('%s', (quoi, ev) => {
    const avant = jouer(...chemin);
    const t = avancer(avant, dater(avant, ev), PLUS_TARD);
    const attendu = TABLE[quoi as keyof typeof EVENEMENTS][nom as Nom];
    expect(enMots(t.etat, t.effets)).toBe(attendu === '=' ? enMots(avant) : attendu);
  });
});

describe('what is told', () => {
  it('since when, changes with what it is of, not with each attempt that fails', () => {
    const coupee = jouer(silence);
    expect(avancer(coupee, dater(coupee, silence), PLUS_TARD).etat.lien.depuis).toBe(HEURE);
    expect(avancer(coupee, { type: 'OUVERT' }, PLUS_TARD).etat.lien.depuis).toBe(PLUS_TARD);
  });

  it('what was read so far, until the first reading is over; then only while a long one goes on', () => {
    const page = (suite: boolean): Evenement => ({ type: 'PAGE', documents: 3, suite });
    expect(jouer(page(true), page(false)).lien.lecture).toBe(6);
    const lue: Evenement = { type: 'LECTURE_FINIE' };
    expect(jouer(page(true), page(false), lue).lien.lecture).toBeUndefined();
    expect(jouer(page(false), lue, page(true)).lien.lecture).toBe(6);
    expect(jouer(page(false), lue, page(true), page(false)).lien.lecture).toBeUndefined();
  });

  it('why it failed, until it is online again', () => {
    expect(jouer(refus, silence).lien.erreur).toBe(REFUS.message);
    expect(jouer(refus, { type: 'OUVERT' }).lien.erreur).toBeUndefined();
  });

  it('that the disk is full, whatever else happens, until it has room again', () => {
    const pleine: Evenement = { type: 'DISQUE', plein: true };
    const suites: Evenement[] = [silence, { type: 'REPRENDRE' }, { type: 'OUVERT' }, { type: 'LECTURE_FINIE' }];
    expect(jouer(pleine, ...suites).lien).toMatchObject({ liaison: 'EN_LIGNE', disquePlein: true });
    expect(jouer(pleine, ...suites, { type: 'DISQUE', plein: false }).lien.disquePlein).toBeUndefined();
  });

  it('the session is over for all that was under way: once', () => {
    const debut = auDepart(HEURE);
    const deLaSession: Evenement = { type: 'ECHOUE', epoque: debut.epoque, echec: { genre: 'SESSION' } };
    const une = avancer(debut, deLaSession, HEURE);
    expect(une.effets).toEqual([{ type: 'SESSION_FINIE' }, { type: 'REDEMANDER_FLUX' }]);
    expect(avancer(une.etat, deLaSession, HEURE)).toEqual({ etat: une.etat, effets: [] });
    // Nor is the one that was just signed in taken for the one before.
    const reprise = avancer(une.etat, { type: 'REPRENDRE' }, HEURE).etat;
    expect(avancer(reprise, deLaSession, HEURE).etat).toBe(reprise);
  });
});

describe('a stream that something on the way holds back, the server answering all else', () => {
  const coupe: Evenement = { type: 'COUPE' };
  const lue: Evenement = { type: 'SESSION_LUE', permise: true, change: false, session };
  const effets = (...chemin: Evenement[]): string[] => {
    const e = jouer(...chemin);
    return avancer(e, lue, PLUS_TARD).effets.map((f) => f.type);
  };

  it('what has changed is read at each attempt that fails, and once', () => {
    expect(effets({ type: 'OUVERT' }, coupe)).toEqual(['CONTACT', 'RELIRE']);
    expect(effets({ type: 'OUVERT' }, coupe, lue)).toEqual(['CONTACT']);
    expect(effets({ type: 'OUVERT' }, coupe, lue, coupe)).toEqual(['CONTACT', 'RELIRE']);
    // One that never opened.
    expect(effets(coupe)).toEqual(['CONTACT', 'RELIRE']);
  });

  it('what opens meanwhile reads by itself; a session that is over, or a server that is silent, reads nothing', () => {
    expect(effets(coupe, { type: 'OUVERT' })).toEqual(['CONTACT']);
    expect(effets(coupe, fini)).toEqual(['CONTACT']);
    const e = jouer(coupe);
    const tue: Evenement = { type: 'SESSION_TUE', epoque: ICI, echec: { genre: 'SILENCE' } };
    const muette = avancer(e, dater(e, tue), PLUS_TARD);
    expect(muette.effets).toEqual([]);
    // Until it answers.
    expect(avancer(muette.etat, lue, PLUS_TARD).effets.map((f) => f.type)).toContain('RELIRE');
  });
});

it('whatever happens: nothing that is told as online is held back, and of one that is closed or lost nothing follows', () => {
  const suites = fc.array(fc.constantFrom<Evenement>(...Object.values(EVENEMENTS)), { maxLength: 40 });
  fc.assert(
    fc.property(suites, (evenements) => {
      let e = auDepart(HEURE);
      for (const ev of evenements) {
        const t = avancer(e, dater(e, ev), PLUS_TARD);
        const finie = e.retenue === 'ARRET' || e.retenue === 'PERDUS';
        if (finie && ev.type !== 'ARRETER') expect(t).toEqual({ etat: e, effets: [] });
        if (t.etat.lien.liaison === 'EN_LIGNE') expect(['SESSION', 'DROITS']).not.toContain(t.etat.retenue);
        if (t.etat.lien.liaison === e.lien.liaison) expect(t.etat.lien.depuis).toBe(e.lien.depuis);
        // Of what is held back for a right, the session is always asked: nothing stays so for ever.
        if (t.etat.retenue === 'DROITS' && e.retenue !== 'DROITS')
          expect(t.effets).toContainEqual({ type: 'LIRE_SESSION' });
        expect(t.etat.epoque).toBeGreaterThanOrEqual(e.epoque);
        e = t.etat;
      }
    }),
  );
});

it.each([
  [new EchecHttp(0, 'RESEAU', 'x'), { genre: 'SILENCE' }],
  [new EchecHttp(401, 'SESSION', 'x'), { genre: 'SESSION' }],
  [new EchecHttp(403, 'ANTENNE', 'Refusé.'), { genre: 'DROIT', message: 'Refusé.' }],
  [new EchecHttp(403, 'ORIGINE', 'Refusé.'), { genre: 'PANNE', message: 'Refusé.' }],
  [new EchecHttp(503, 'HTTP_503', 'Le serveur redémarre.'), { genre: 'PANNE', message: 'Le serveur redémarre.' }],
  [new TypeError('x'), { genre: 'PANNE', message: 'La synchronisation a échoué ; nouvel essai dans un instant.' }],
])('%o is a failure of its kind', (e, attendu) => {
  expect(echecDe(e)).toEqual(attendu);
});

it('a session is let in that has the antenna and owes nothing', () => {
  expect(sessionPermise(session, 'SUD')).toBe(true);
  expect(sessionPermise(session, 'EST')).toBe(false);
  expect(sessionPermise({ ...session, restreinte: 'SECOND_FACTEUR' }, 'SUD')).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auRepos, avancer, type EffetLecture, type EtatLecture, type EvenementLecture, vue } from './etapes';

type Etat = EtatLecture<string>;
type Evenement = EvenementLecture<string>;
const echec = { code: 'RESEAU', message: 'Le serveur ne répond pas.' };

/** Plays events one after the other; the last state, and all that was to be done. */
const jouer = (...evenements: Evenement[]): { etat: Etat; effets: EffetLecture[] } =>
  evenements.reduce(
    (a, ev) => {
      const { etat, effets } = avancer(a.etat, ev);
      return { etat, effets: [...a.effets, ...effets] };
    },
    { etat: auRepos<string>(), effets: [] as EffetLecture[] },
  );
const cle = (c: string | undefined, tour = ''): Evenement => ({ type: 'CLE', cle: c, tour });
const lue = (demande: number, valeur: string): Evenement => ({ type: 'LUE', demande, valeur });
const echouee = (demande: number): Evenement => ({ type: 'ECHOUEE', demande, echec });
const ENCORE: Evenement = { type: 'ENCORE' };

/** One way to each state, under the key « octobre » whose request bears number 1. */
const ETATS: Record<Etat['etape'], Evenement[]> = {
  REPOS: [],
  EN_COURS: [cle('octobre')],
  LUE: [cle('octobre'), lue(1, 'dix')],
  ECHEC: [cle('octobre'), echouee(1)],
};
const EVENEMENTS = {
  'the same key': cle('octobre'),
  'the same key, another turn': cle('octobre', 'midi'),
  'another key': cle('novembre'),
  'no key': cle(undefined),
  encore: ENCORE,
  'the link': { type: 'RETOUR', toujours: true },
  'the link, of what differs at each request': { type: 'RETOUR', toujours: false },
  'its answer': lue(1, 'dix'),
  'its failure': echouee(1),
  'a late answer': lue(0, 'neuf'),
  'a late failure': echouee(0),
} satisfies Record<string, Evenement>;

// Every state by every event: the state that follows, what is shown of « octobre », what is to be done.
const demander = (demande: number): EffetLecture => ({ type: 'DEMANDER', demande });
const LAISSER: EffetLecture = { type: 'ABANDONNER', demande: 1 };
const TABLE: Record<
  Etat['etape'],
  Record<keyof typeof EVENEMENTS, [Etat['etape'], string | undefined, EffetLecture[]]>
> = {
  REPOS: {
    'the same key': ['EN_COURS', undefined, [demander(1)]],
    'the same key, another turn': ['EN_COURS', undefined, [demander(1)]],
    'another key': ['EN_COURS', undefined, [demander(1)]],
    'no key': ['REPOS', undefined, []],
    encore: ['REPOS', undefined, []],
    'the link': ['REPOS', undefined, []],
    'the link, of what differs at each request': ['REPOS', undefined, []],
    'its answer': ['REPOS', undefined, []],
    'its failure': ['REPOS', undefined, []],
    'a late answer': ['REPOS', undefined, []],
    'a late failure': ['REPOS', undefined, []],
  },
  EN_COURS: {
    'the same key': ['EN_COURS', undefined, []],
    'the same key, another turn': ['EN_COURS', undefined, [LAISSER, demander(2)]],
    'another key': ['EN_COURS', undefined, [LAISSER, demander(2)]],
    'no key': ['REPOS', undefined, [LAISSER]],
    encore: ['EN_COURS', undefined, [LAISSER, demander(2)]],
    'the link': ['EN_COURS', undefined, [LAISSER, demander(2)]],
    'the link, of what differs at each request': ['EN_COURS', undefined, []],
    'its answer': ['LUE', 'dix', []],
    'its failure': ['ECHEC', undefined, []],
    'a late answer': ['EN_COURS', undefined, []],
    'a late failure': ['EN_COURS', undefined, []],
  },
  LUE: {
    'the same key': ['LUE', 'dix', []],
    'the same key, another turn': ['EN_COURS', 'dix', [demander(2)]],
    'another key': ['EN_COURS', undefined, [demander(2)]],
    'no key': ['REPOS', undefined, []],
    encore: ['EN_COURS', 'dix', [demander(2)]],
    'the link': ['EN_COURS', 'dix', [demander(2)]],
    'the link, of what differs at each request': ['LUE', 'dix', []],
    'its answer': ['LUE', 'dix', []],
    'its failure': ['LUE', 'dix', []],
    'a late answer': ['LUE', 'dix', []],
    'a late failure': ['LUE', 'dix', []],
  },
  ECHEC: {
    'the same key': ['ECHEC', undefined, []],
    'the same key, another turn': ['EN_COURS', undefined, [demander(2)]],
    'another key': ['EN_COURS', undefined, [demander(2)]],
    'no key': ['REPOS', undefined, []],
    encore: ['EN_COURS', undefined, [demander(2)]],
    'the link': ['EN_COURS', undefined, [demander(2)]],
    'the link, of what differs at each request': ['EN_COURS', undefined, [demander(2)]],
    'its answer': ['ECHEC', undefined, []],
    'its failure': ['ECHEC', undefined, []],
    'a late answer': ['ECHEC', undefined, []],
    'a late failure': ['ECHEC', undefined, []],
  },
};

describe.each(Object.entries(ETATS))('a reading that is %s', (etape, chemin) => {
  it.each(Object.entries(EVENEMENTS))('meets %s', (nom, evenement) => {
    const avant = jouer(...chemin);
    expect(avant.etat.etape).toBe(etape);
    const { etat, effets } = avancer(avant.etat, evenement);
    expect([etat.etape, vue(etat, 'octobre').valeur, effets]).toEqual(
      TABLE[etape as Etat['etape']][nom as keyof typeof EVENEMENTS],
    );
  });
});

describe('what a screen shows', () => {
  it('the key has changed: nothing of the former, even if the reading fails', () => {
    const { etat } = jouer(cle('octobre'), lue(1, 'dix'), cle('novembre'));
    expect(vue(etat, 'novembre')).toMatchObject({
      valeur: undefined,
      echec: undefined,
      enCours: true,
      derniere: 'dix',
    });
    const { etat: apres } = jouer(cle('octobre'), lue(1, 'dix'), cle('novembre'), echouee(2));
    expect(vue(apres, 'novembre')).toMatchObject({ valeur: undefined, echec: echec.message, enCours: false });
  });

  it('drawn with a new key, before it is even asked: nothing of the former', () => {
    const { etat } = jouer(cle('octobre'), lue(1, 'dix'));
    expect(vue(etat, 'novembre')).toMatchObject({ valeur: undefined, echec: undefined, enCours: true });
  });

  it('the former key answers late: dropped, whether or not the new one has answered', () => {
    const { etat } = jouer(cle('octobre'), cle('novembre'), lue(1, 'dix'));
    expect(vue(etat, 'novembre').valeur).toBeUndefined();
    const { etat: apres } = jouer(cle('octobre'), cle('novembre'), lue(2, 'onze'), lue(1, 'dix'));
    expect([vue(apres, 'novembre').valeur, vue(apres, 'novembre').derniere]).toEqual(['onze', 'onze']);
  });

  it('read again and failed: what was read stays beside the failure, which goes with the next answer', () => {
    const { etat } = jouer(cle('octobre'), lue(1, 'dix'), ENCORE, echouee(2));
    expect(vue(etat, 'octobre')).toMatchObject({ valeur: 'dix', echec: echec.message, code: 'RESEAU' });
    const { etat: apres } = jouer(cle('octobre'), lue(1, 'dix'), ENCORE, echouee(2), ENCORE, lue(3, 'douze'));
    expect(vue(apres, 'octobre')).toMatchObject({ valeur: 'douze', echec: undefined, enCours: false });
  });
});

it('whatever comes in whatever order: one request is awaited at most, and only what it answered under its own key is shown', () => {
  const cles = fc.constantFrom('octobre', 'novembre', undefined);
  const evenement: fc.Arbitrary<Evenement> = fc.oneof(
    fc.record({ type: fc.constant('CLE' as const), cle: cles, tour: fc.constantFrom('', 'midi') }),
    fc.constant(ENCORE),
    fc.record({ type: fc.constant('RETOUR' as const), toujours: fc.boolean() }),
    fc.record({ type: fc.constant('LUE' as const), demande: fc.nat(6), valeur: fc.constant('') }),
    fc.record({ type: fc.constant('ECHOUEE' as const), demande: fc.nat(6), echec: fc.constant(echec) }),
  );
  fc.assert(
    fc.property(fc.array(evenement, { maxLength: 30 }), (evenements) => {
      let etat: Etat = auRepos();
      const ouvertes = new Set<number>();
      const cleDe = new Map<number, string | undefined>();
      for (const brut of evenements) {
        // The server answers of the key that the request was of.
        const ev = brut.type === 'LUE' ? { ...brut, valeur: cleDe.get(brut.demande) ?? 'personne' } : brut;
        const t = avancer(etat, ev);
        etat = t.etat;
        if ('demande' in ev) ouvertes.delete(ev.demande);
        for (const f of t.effets) {
          if (f.type === 'ABANDONNER') ouvertes.delete(f.demande);
          else {
            ouvertes.add(f.demande);
            cleDe.set(f.demande, etat.cle);
          }
        }
        expect(ouvertes.size).toBeLessThanOrEqual(1);
        if (etat.etape === 'EN_COURS') expect([...cleDe.keys()].at(-1)).toBe(etat.demande);
        for (const c of ['octobre', 'novembre']) expect([c, undefined]).toContain(vue(etat, c).valeur);
      }
    }),
  );
});

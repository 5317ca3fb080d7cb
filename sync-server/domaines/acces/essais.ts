import { createHash } from 'node:crypto';
import type { EtatAcces } from '#shared/contrats/acces/acces';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../ports/horloge';
import type { Magasin } from '../../store/lire';
import { ouvrirTours } from '../../store/tours';
import { parametresDuJour } from './connaitre';
import {
  accesVide,
  apresSucces,
  changerAcces,
  compterEssai,
  type Reglages,
  rendreEssai,
  type Source,
  verrouPour,
} from './etat';

/** What a try came to: wrong, right, or right as far as it went, where a code is still asked for. */
export type Issue<T> = { juge: 'FAUX' | 'JUSTE' | 'EN_COURS'; valeur: T };
export type Verrou = { verrouJusqua: Instant; neuf: boolean };

/** Kept in memory for accounts that do not exist: they lock like the others, and the store does not fill with names. */
const INCONNUS_MAX = 5_000;
/** What is written meanwhile, so that it takes as long: of no account, and a few, for many may be tried at once. */
const LEURRES = 16;
const leurreDe = (identifiant: string): string =>
  `~leurre-${(createHash('sha256').update(identifiant).digest()[0] ?? 0) % LEURRES}`;

/**
 * Tries of passwords and codes: each is counted before it is judged, and given back where it was right. Those of one place on one
 * account are judged one after the other, so that right ones that come together never lock each other out.
 */
export const tenirEssais = (m: Magasin, horloge: Horloge) => {
  const inconnus = new Map<string, EtatAcces>();
  const aSonTour = ouvrirTours();

  const changerInconnu = async <T>(
    identifiant: string,
    f: (e: EtatAcces) => { apres?: EtatAcces; valeur: T },
  ): Promise<T> => {
    const { apres, valeur } = f(inconnus.get(identifiant) ?? accesVide(identifiant));
    if (apres) {
      if (inconnus.size >= INCONNUS_MAX) inconnus.clear();
      inconnus.set(identifiant, apres);
    }
    await changerAcces(m, leurreDe(identifiant), (e) =>
      apres ? { apres: { ...e, echecs: e.echecs + 1 }, valeur } : { valeur },
    );
    return valeur;
  };

  /** `connu`: whether there is such an account. A lock, or what `juger` came to; `neuf`: a lock that this very try brought about. */
  return <T>(
    identifiant: string,
    connu: boolean,
    source: Source,
    juger: () => Promise<Issue<T>>,
  ): Promise<{ verrou: Verrou } | { valeur: T }> =>
    aSonTour(`${identifiant} ${source.cle}`, async () => {
      const reglages: Reglages = await parametresDuJour(m, horloge());
      const changer = <V>(f: (e: EtatAcces) => { apres?: EtatAcces; valeur: V }): Promise<V> =>
        connu ? changerAcces(m, identifiant, f) : changerInconnu(identifiant, f);
      const compte = await changer<{ verrou?: Instant; neuf?: Instant }>((e) => {
        const maintenant = horloge();
        const verrou = verrouPour(e, source, maintenant);
        if (verrou !== undefined) return { valeur: { verrou } };
        const apres = compterEssai(e, source, reglages, maintenant);
        const neuf = verrouPour(apres, source, maintenant);
        return { apres, valeur: neuf === undefined ? {} : { neuf } };
      });
      if (compte.verrou !== undefined) return { verrou: { verrouJusqua: compte.verrou, neuf: false } };
      const { juge, valeur } = await juger();
      if (juge === 'FAUX')
        return compte.neuf === undefined ? { valeur } : { verrou: { verrouJusqua: compte.neuf, neuf: true } };
      await changer((e) => ({
        apres: juge === 'JUSTE' ? apresSucces(e, source) : rendreEssai(e, source, reglages),
        valeur: undefined,
      }));
      return { valeur };
    });
};

import type { Instant } from '#shared/temps/types';
import type { Contexte, EtatAppel, Evenement, Transition, UsagerAnnuaire } from './etat';
import { avancer, commencer } from './machine';

// Every way that a call can go, by walking the machine itself: what the tests check and the documentation draws.

export type Pas = { de: EtatAppel; evenement: Evenement; vers: Transition };
export type Parcours = { debut: Transition; pas: Pas[] };

/**
 * All transitions that events reach from DEPART. A state seen once is not walked again: what follows it depends on
 * nothing else, so paths of any length are covered.
 */
export const parcourir = (
  appel: Pick<EtatAppel, 'appelId' | 'instant' | 'numero'>,
  c: Contexte,
  evenements: readonly Evenement[],
): Parcours => {
  const debut = commencer(appel, c);
  const vus = new Set<string>();
  const pas: Pas[] = [];
  const aVoir = [debut.etat];
  for (let etat = aVoir.pop(); etat !== undefined; etat = aVoir.pop()) {
    const cle = JSON.stringify(etat);
    if (etat.etape === 'FIN' || vus.has(cle)) continue;
    vus.add(cle);
    for (const evenement of evenements) {
      const vers = avancer(etat, evenement, c);
      pas.push({ de: etat, evenement, vers });
      aVoir.push(vers.etat);
    }
  }
  return { debut, pas };
};

export const CODES_DE_PARCOURS = { aide: '71248', usager: '654321' } as const;

const usager = (n: number): UsagerAnnuaire => ({ id: `M${n}`, prenom: `Prénom${n}`, initiale: 'X', antenne: 'CENTRE' });

/** What the calling number may be, as far as the machine can tell one from another. */
export const SITUATIONS = {
  'numéro d’un usager': { numero: '+33199000001', usagers: [usager(1)] },
  'numéro de deux usagers': { numero: '+33199000001', usagers: [usager(1), usager(2)] },
  'numéro de trois à neuf usagers': { numero: '+33199000001', usagers: [usager(1), usager(2), usager(3)] },
  'numéro de plus de neuf usagers': {
    numero: '+33199000001',
    usagers: Array.from({ length: 10 }, (_, i) => usager(i)),
  },
  'numéro d’usagers qui se disent pareil': {
    numero: '+33199000001',
    usagers: [usager(1), { ...usager(1), id: 'M2' }],
  },
  'numéro inconnu': { numero: '+33199000001', usagers: [] },
  'numéro masqué': { numero: undefined, usagers: [] },
  'numéro inconnu après une rafale de codes erronés': { numero: '+33199000001', usagers: [], rafale: true },
} as const;
export type NomSituation = keyof typeof SITUATIONS;

export const parcourirSituation = (nom: NomSituation, evenements: readonly Evenement[]): Parcours => {
  const {
    numero,
    usagers,
    rafale,
  }: { numero: string | undefined; usagers: readonly UsagerAnnuaire[]; rafale?: boolean } = SITUATIONS[nom];
  const aide = { id: 'I1', antenne: 'CENTRE' } as const;
  const c: Contexte = {
    intervenantDuCode: (code) => (code === CODES_DE_PARCOURS.aide ? aide : undefined),
    intervenant: () => aide,
    usagerDuCode: (code) => (code === CODES_DE_PARCOURS.usager ? usager(4) : undefined),
    usagersDuNumero: () => [...usagers],
    telephoneAntenne: () => '0144010203',
    rafale: rafale ?? false,
  };
  const instant = '2026-10-01T06:31:49Z' as Instant;
  return parcourir({ appelId: 'A', instant, ...(numero === undefined ? {} : { numero }) }, c, evenements);
};

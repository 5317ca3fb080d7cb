'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { antennesPilotees } from '#shared/droits/droits';
import { moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { useAujourdhui, useSession } from '../../_data/hooks';

/** What visits are of: a day, a usager, an aide. */
export const CHOIX = ['jour', 'usager', 'aide'] as const;
export type Choix = { de: (typeof CHOIX)[number]; id: string };
export const VUES = { jours: 'Jours', usagers: 'Usagers', aides: 'Aides', causes: 'Causes des oublis' } as const;
export type Vue = keyof typeof VUES;

export type Adresse = { mois: Mois; antenne?: Antenne | undefined; vue?: Vue | undefined; choix?: Choix | undefined };

const estVue = (v: string | null): v is Vue => v !== null && Object.hasOwn(VUES, v);

export const ecrireAdresse = ({ mois, antenne, vue, choix }: Adresse): string =>
  `?${new URLSearchParams({
    mois,
    ...(antenne === undefined ? {} : { antenne }),
    ...(vue === undefined ? {} : { vue }),
    ...(choix === undefined ? {} : { [choix.de]: choix.id }),
  })}`;

/** Where the address leads: this month and all the antennas by default; the only one of who has one. */
export const useAdresse = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const ici = moisDe(useAujourdhui());
  const antennes = antennesPilotees(useSession());
  const demande = moisSchema.safeParse(recherche.get('mois')).data;
  const demandee = antenneSchema.safeParse(recherche.get('antenne')).data;
  const vue = recherche.get('vue');
  const choisi = CHOIX.flatMap((de): Choix[] => {
    const id = recherche.get(de);
    return id ? [{ de, id }] : [];
  })[0];
  const antenne = antennes.find((a) => a === demandee);
  const adresse: Adresse = {
    mois: demande && demande <= ici ? demande : ici,
    antenne,
    vue: estVue(vue) ? vue : undefined,
    choix: antenne === undefined ? undefined : choisi,
  };
  return {
    adresse,
    ici,
    antennes,
    lien: (a: Partial<Adresse>): string => `${chemin}/${ecrireAdresse({ ...adresse, ...a })}`.replace('//', '/'),
    aller: (a: Partial<Adresse>): void =>
      history.pushState(null, '', `${chemin}${ecrireAdresse({ ...adresse, ...a })}`),
  };
};

'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { Session } from '#shared/contrats/acces/compte';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { antennesPilotees } from '#shared/droits/droits';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { maintenant } from '../../../_donnees/base/horloge';
import { useAujourdhui, useSession } from '../../../_donnees/lecture/hooks';
import { moisDemande } from '../../../_ui/adresses/mois';

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
const lireAdresse = (q: URLSearchParams, ici: Mois, antennes: readonly Antenne[]): Adresse => {
  const demandee = antenneSchema.safeParse(q.get('antenne')).data;
  const vue = q.get('vue');
  const choisi = CHOIX.flatMap((de): Choix[] => {
    const id = q.get(de);
    return id ? [{ de, id }] : [];
  })[0];
  const antenne = antennes.find((a) => a === demandee);
  return {
    mois: moisDemande(q, ici, ici),
    antenne,
    vue: estVue(vue) ? vue : undefined,
    choix: antenne === undefined ? undefined : choisi,
  };
};

/** Where the page that has just been loaded leads. */
export const adresseAOuvrir = (session: Session): Adresse =>
  lireAdresse(new URLSearchParams(location.search), moisDe(dateParis(maintenant())), antennesPilotees(session));

export const useAdresse = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const ici = moisDe(useAujourdhui());
  const antennes = antennesPilotees(useSession());
  const adresse = lireAdresse(recherche, ici, antennes);
  return {
    adresse,
    ici,
    antennes,
    lien: (a: Partial<Adresse>): string => `${chemin}/${ecrireAdresse({ ...adresse, ...a })}`.replace('//', '/'),
    aller: (a: Partial<Adresse>): void =>
      history.pushState(null, '', `${chemin}${ecrireAdresse({ ...adresse, ...a })}`),
  };
};

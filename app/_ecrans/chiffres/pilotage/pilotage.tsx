'use client';

import { Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useEffect } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { aLeDroit } from '#shared/droits/droits';
import { dateLongueEtAnnee, heure, moisEnMots } from '#shared/mots/dates';
import type { TableauPilotage } from '#shared/pilotage/contrat';
import { dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { useAujourdhui, useSession } from '../../../_donnees/lecture/hooks';
import { ChoixMois } from '../../../_ui/champs/choix-mois';
import { useAdresse } from './adresse';
import { AntennePilotee } from './antenne';
import { TableAntennes } from './antennes';
import { Appels } from './appels';
import { useTableau } from './lecture';
import './pilotage.css';
import { Sorties } from './sorties';
import { GrapheTendance, Tendance } from './tendance';
import { Visites } from './visites';

/** When the figures were read; and, without the server, that they are the last ones known. */
const QuandLu = ({ tableau, echec }: { tableau: TableauPilotage; echec: string | undefined }) => {
  const lu = dateParis(tableau.vuLe);
  const jour = lu === useAujourdhui() ? '' : `du ${dateLongueEtAnnee(lu)} `;
  if (!echec)
    return (
      <p className="pilotage__note">
        Chiffres {jour}à {heure(tableau.vuLe)}.
      </p>
    );
  return (
    <Text size="sm" c="var(--ton-orange-texte)" role="status">
      {echec} Derniers chiffres connus : {moisEnMots(tableau.mois)}, lus le {dateLongueEtAnnee(lu)} à{' '}
      {heure(tableau.vuLe)}.
    </Text>
  );
};

const Notes = ({ courant }: { courant: boolean }) => (
  <p className="pilotage__note">
    Heures réalisées : celles des états, retenues et arrondies par la règle du financeur, minutes complémentaires à
    part. Réalisé : sur les heures prévues déjà dues. Un mois clos garde les chiffres de sa clôture. Les visites sans
    télégestion ne sont dans aucun taux.{' '}
    {courant
      ? 'Alertes, plans dépassés et synchronisation sont ceux de maintenant.'
      : 'Alertes, plans dépassés et synchronisation, qui sont ceux de maintenant, se lisent au mois en cours.'}
  </p>
);

const Service = ({
  tableau,
  lien,
  ici,
}: {
  tableau: TableauPilotage;
  lien: ReturnType<typeof useAdresse>['lien'];
  ici: Mois;
}) => (
  <>
    <TableAntennes
      cartes={tableau.antennes}
      service={tableau.service}
      lien={lien}
      libelleMois={moisEnMots(tableau.mois)}
      courant={tableau.mois === ici}
    />
    <Notes courant={tableau.mois === ici} />
    <Tendance tableau={tableau} />
    <Appels cartes={tableau.antennes} mois={tableau.mois} horsAntenne={tableau.horsAntenne} />
  </>
);

/** The central service's view: antennas side by side, two years of them, and what stands behind each figure. */
export const Pilotage = () => {
  const session = useSession();
  const page = useAdresse();
  const { antenne, mois, choix } = page.adresse;
  const { tableau, echec, enCours } = useTableau(mois);
  useEffect(() => {
    if (antenne === undefined) GrapheTendance.precharger();
  }, [antenne]);
  const carte = tableau?.mois === mois ? tableau.antennes.find((c) => c.antenne === antenne) : undefined;
  if (!aLeDroit(session, 'lirePilotage'))
    return (
      <Text size="sm">
        Cette page est celle du service central et des antennes : votre rôle a les siennes, dans le menu.
      </Text>
    );
  return (
    <section className="ecran__liste pilotage" aria-label="Pilotage">
      <div className="ecran__tete">
        <Title order={1}>Pilotage{antenne ? ` : ${libelleAntenne(antenne)}` : ''}</Title>
        <ChoixMois mois={mois} ici={page.ici} aller={(m) => page.aller({ mois: m, choix: undefined })} />
        {antenne === undefined ? <Sorties mois={mois} pret={tableau?.mois === mois} /> : null}
        {antenne ? (
          <nav className="pilotage__fil" aria-label="Niveaux">
            <Link href={page.lien({ antenne: undefined, vue: undefined, choix: undefined })} prefetch={false}>
              {page.antennes.length > 1 ? 'Toutes les antennes' : 'Vue d’ensemble'}
            </Link>
            {choix ? (
              <Link href={page.lien({ choix: undefined })} prefetch={false}>
                {libelleAntenne(antenne)}
              </Link>
            ) : null}
          </nav>
        ) : null}
      </div>
      <div className="pilotage__corps" aria-busy={enCours}>
        {tableau ? (
          <QuandLu tableau={tableau} echec={echec} />
        ) : echec ? (
          <Text size="sm" c="var(--ton-orange-texte)" role="status">
            {echec} Ce poste n’a encore gardé aucun chiffre : cette page se lit une première fois avec le réseau.
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            Lecture…
          </Text>
        )}
        {antenne && choix ? (
          <Visites antenne={antenne} mois={mois} choix={choix} />
        ) : antenne ? (
          <AntennePilotee antenne={antenne} mois={mois} carte={carte} adresse={page} />
        ) : tableau ? (
          <Service tableau={tableau} lien={page.lien} ici={page.ici} />
        ) : null}
      </div>
    </section>
  );
};

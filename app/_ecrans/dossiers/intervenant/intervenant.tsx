'use client';

import { Button, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { nomComplet } from '#shared/mots/textes';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { ecrireAdresse } from '../../../_ui/adresses/fiches';
import { VisitesProchaines } from '../../../_ui/heures/visites-prochaines';
import { Repli } from '../../../_ui/repli';
import { AccesPersonnel } from '../../acces/acces-personnel/acces-personnel';
import { SemaineSection } from '../../planning/semaine-section';
import { PointerPersonne } from '../../pointages/pointer/pointer-personne';
import { HeuresMois } from './heures-mois';
import { Identite } from './identite';
import { ListeIntervenants } from './liste';
import '../usager/usager.css';

const Page = ({ intervenant: i }: { intervenant: Intervenant }) => {
  const jour = useAujourdhui();
  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Link href="/intervenants/" className="usager__retour">
          Intervenants
        </Link>
        <Title order={1} id="titre">
          {nomComplet(i)}
        </Title>
        <Button
          component={Link}
          className="usager__action"
          size="xs"
          variant="default"
          href={ecrireAdresse({ date: jour, aide: i.id })}
        >
          Saisir une fiche
        </Button>
      </div>
      <div className="usager">
        <VisitesProchaines par="intervenant" id={i.id} jour={jour} />
        <Identite intervenant={i} jour={jour} />
        <AccesPersonnel sujet={{ genre: 'INTERVENANT', id: i.id }} prenom={i.prenom} />
        <PointerPersonne sujet={{ genre: 'INTERVENANT', id: i.id }} prenom={i.prenom} nom={nomComplet(i)} />
        <HeuresMois id={i.id} jour={jour} />
        <Repli nom="aide.semaine" titre="Semaine">
          <SemaineSection par="intervenant" id={i.id} jour={jour} />
        </Repli>
      </div>
    </section>
  );
};

const Inconnue = () => (
  <section className="ecran__liste">
    <div className="vide">
      <Title order={1}>Aide inconnue de ce poste</Title>
      <Text size="sm" c="dimmed">
        Elle ne vient pas dans cette antenne, ou n’est pas encore arrivée.{' '}
        <Link href="/intervenants/">Voir les aides</Link>
      </Text>
    </div>
  </section>
);

/** `?id=`: one aide; without it, all of them. */
export const Intervenants = () => {
  const id = useSearchParams().get('id');
  const { intervenants, pret } = useDepot();
  const intervenant = id === null ? undefined : intervenants.get(id);
  return (
    <div className="ecran">
      {id === null ? (
        <ListeIntervenants />
      ) : intervenant ? (
        <Page key={id} intervenant={intervenant} />
      ) : pret ? (
        <Inconnue />
      ) : null}
    </div>
  );
};

'use client';

import { Button, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { dateBreve } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { contexteDe, saisiesDuType } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useConsultation, useDepot, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { VisitesProchaines } from '../../../_ui/heures/visites-prochaines';
import { Icone } from '../../../_ui/mots/icones';
import { notifications } from '../../../_ui/notifications';
import { codeEnMots } from '../../../_ui/papier/modele';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { useDeparts } from '../../../_ui/personnes/departs';
import { Repli } from '../../../_ui/repli';
import { AccesPersonnel } from '../../acces/acces-personnel/acces-personnel';
import { AlertesUsager } from '../../alertes/alertes-usager';
import { NotesUsager } from '../../corrections/equipe/notes-usager';
import { SemaineSection } from '../../planning/semaine-section';
import { NumerosUsager } from '../../pointages/numeros/numeros-usager';
import { PointerPersonne } from '../../pointages/pointer/pointer-personne';
import { PresenceUsager } from '../absences/presence-usager';
import { CodeSvi } from './code-svi';
import { Identite } from './identite';
import { imprimerFeuille } from './imprimer';
import { ListeUsagers } from './liste';
import { nomCivil, partageDe, partisDe } from './partage';
import { Prises } from './prises';
import { VisitesMois } from './visites-mois';
import './usager.css';

const Page = ({ usager: u }: { usager: Usager }) => {
  const jour = useAujourdhui();
  const maintenant = useMaintenant();
  const etat = useDepot();
  const { antenne, session } = usePoste();
  const depart = useDeparts().get(u.id);
  useConsultation(u.id);
  const connus = useMemo(() => numerosDuPoste(etat, nomDuPoste()), [etat]);
  const imprimer = (): void => {
    const { numeroVert, telephonesAntennes } = contexteDe(etat, maintenant).parametresAu(jour);
    const feuille = {
      antenne: libelleAntenne(antenne),
      nom: nomCivil(u),
      numeroVert,
      telephone: telephonesAntennes[antenne] ?? '',
      partage: partageDe(u, jour, etat.usagers, connus),
      code: codeEnMots(u.codeUsager),
      imprimeLe: `${dateBreve(jour, jour)} ${jour.slice(0, 4)}`,
    };
    imprimerFeuille(feuille, u.id, session.mode).catch(() =>
      notifications.show({
        color: 'red',
        autoClose: false,
        title: 'Feuille non faite',
        message: 'La feuille n’a pas pu être faite sur ce poste. Rechargez la page et recommencez.',
      }),
    );
  };
  return (
    <section className="ecran__liste" aria-labelledby="titre">
      <div className="ecran__tete">
        <Link href="/usagers/" className="usager__retour">
          Usagers
        </Link>
        <Title order={1} id="titre">
          {nomComplet(u)}
        </Title>
        {depart === undefined ? null : (
          <span className="statut statut--gris" data-testid="depart">
            <Icone nom="valise" taille={14} />
            {depart}
          </span>
        )}
        {marqueAu(marquesDe(saisiesDuType(etat, 'sanstele'), u.id), jour) ? (
          <span className="statut statut--orange">
            <Icone nom="fiche" taille={14} />
            Sans télégestion
          </span>
        ) : null}
        <Button
          component={Link}
          className="usager__action"
          size="xs"
          variant="default"
          href={`/fiches/?${new URLSearchParams({ usager: u.id, date: jour })}`}
        >
          Saisir une fiche
        </Button>
      </div>
      <div className="usager">
        <VisitesProchaines par="usager" id={u.id} jour={jour} />
        <div className="usager__section">
          <NumerosUsager usagerId={u.id} />
        </div>
        <CodeSvi
          usager={u}
          ou={{ antenne, jour }}
          partis={partisDe(u, jour, etat.usagers, connus)}
          imprimer={imprimer}
        />
        <PointerPersonne sujet={{ genre: 'USAGER', id: u.id }} prenom={u.prenom} nom={nomCivil(u)} />
        <PresenceUsager usager={u} ou={{ antenne, jour }} />
        <Prises usager={u} jour={jour} />
        <AlertesUsager usagerId={u.id} />
        <NotesUsager usagerId={u.id} jour={jour} />
        <AccesPersonnel sujet={{ genre: 'USAGER', id: u.id }} prenom={u.prenom} />
        <Repli nom="usager.identite" titre="Identité">
          <Identite usager={u} jour={jour} />
        </Repli>
        <Repli nom="usager.visites" titre="Semaine et visites du mois">
          <SemaineSection par="usager" id={u.id} jour={jour} />
          <VisitesMois usagerId={u.id} jour={jour} />
        </Repli>
      </div>
    </section>
  );
};

const Inconnu = () => (
  <section className="ecran__liste">
    <div className="vide">
      <Title order={1}>Usager inconnu de ce poste</Title>
      <Text size="sm" c="dimmed">
        Il n’est pas de cette antenne, ou n’est pas encore arrivé. <Link href="/usagers/">Voir les usagers</Link>
      </Text>
    </div>
  </section>
);

/** `?id=`: one usager; without it, all of them. */
export const Usagers = () => {
  const id = useSearchParams().get('id');
  const { usagers, pret } = useDepot();
  const usager = id === null ? undefined : usagers.get(id);
  return (
    <div className="ecran">
      {id === null ? <ListeUsagers /> : usager ? <Page key={id} usager={usager} /> : pret ? <Inconnu /> : null}
    </div>
  );
};

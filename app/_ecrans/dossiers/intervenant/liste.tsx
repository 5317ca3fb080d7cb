'use client';

import Link from 'next/link';
import { useCallback } from 'react';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateBreve } from '#shared/mots/dates';
import { deNom, nomComplet } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { adresseIntervenant } from '../../../_ui/adresses/intervenants';
import { chercherPersonnes, trierOptions } from '../../../_ui/personnes/personnes';
import { ListePersonnes } from '../usager/liste-personnes';
import { TelephoneAide } from './telephone-aide';

const MOTS = {
  chercher: 'Chercher une aide',
  legende: 'Aides, par nom',
  aucune: 'Aucune aide',
  aucuneDeCeNom: 'Aucune aide de ce nom',
  vide: 'Les aides de l’antenne arrivent de Millésime chaque nuit.',
  ailleurs: 'Essayez moins de lettres. Une aide d’une autre antenne ne s’affiche que si elle vient dans celle-ci.',
  ouvrirPremier: 'ouvrir la première',
};

const trouver = (tous: ReadonlyMap<string, Intervenant>, texte: string): Intervenant[] =>
  chercherPersonnes(trierOptions(tous.values()), texte).flatMap(({ value }) => tous.get(value) ?? []);

const etat = (i: Intervenant, jour: DateCivile): string => {
  if (i.dateFin !== undefined && i.dateFin < jour) return `partie le ${dateBreve(i.dateFin, jour)}`;
  return i.dateDebut > jour ? `arrive le ${dateBreve(i.dateDebut, jour)}` : `depuis le ${dateBreve(i.dateDebut, jour)}`;
};

/** Aides that this antenna knows. */
export const ListeIntervenants = () => {
  const { intervenants } = useDepot();
  const { antenne } = usePoste();
  const jour = useAujourdhui();
  const chercher = useCallback((texte: string) => trouver(intervenants, texte), [intervenants]);
  return (
    <ListePersonnes
      titre="Intervenants"
      nom="aide"
      mots={MOTS}
      chercher={chercher}
      adresse={(i) => adresseIntervenant(i.id)}
      entetes={
        <>
          <th scope="col">Nom</th>
          <th scope="col">Antenne</th>
          <th scope="col">En activité</th>
          <th scope="col">Téléphone</th>
          <th scope="col">Dossier</th>
        </>
      }
      rang={(i) => (
        <tr key={i.id} className={i.dateFin !== undefined && i.dateFin < jour ? 'usager__passee' : undefined}>
          <th scope="row">
            <Link href={adresseIntervenant(i.id)} className="nom" prefetch={false}>
              {nomComplet(i)}
            </Link>
          </th>
          <td>{i.antenne === antenne ? libelleAntenne(i.antenne) : `vient ${deNom(libelleAntenne(i.antenne))}`}</td>
          <td>{etat(i, jour)}</td>
          <td>
            <TelephoneAide intervenant={i} />
          </td>
          <td>{i.id}</td>
        </tr>
      )}
    />
  );
};

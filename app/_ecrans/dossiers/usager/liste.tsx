'use client';

import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { nomComplet, telephone } from '#shared/mots/textes';
import { useAujourdhui, useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { adresseUsager } from '../../../_ui/adresses/usagers';
import { telephonesDe } from '../../../_ui/personnes/connus';
import { useDeparts } from '../../../_ui/personnes/departs';
import { distinguer } from '../../../_ui/personnes/personnes';
import { FeuillesAntenne } from '../../pointages/pointer/feuilles-antenne';
import { chercherUsagers } from './chercher';
import { ListePersonnes } from './liste-personnes';
import { nomCivil } from './partage';

const MOTS = {
  chercher: 'Chercher un usager',
  legende: 'Usagers, par nom',
  aucune: 'Aucun usager',
  aucuneDeCeNom: 'Aucun usager de ce nom',
  vide: 'Les usagers de l’antenne arrivent de Millésime chaque nuit.',
  ailleurs: 'Essayez moins de lettres. Un usager d’une autre antenne ne s’affiche pas ici.',
  ouvrirPremier: 'ouvrir le premier',
};

type RangProps = {
  usager: Usager;
  /** What tells her from another of her name. */
  distinction: string | undefined;
  telephones: readonly string[];
  depart: string | undefined;
  ailleurs: string | undefined;
};

const Rang = ({ usager: u, distinction, telephones, depart, ailleurs }: RangProps) => (
  <tr>
    <th scope="row">
      <Link href={adresseUsager(u.id)} className="nom">
        {nomComplet(u)}
      </Link>
      {depart ? <span className="usagers__depart"> {depart}</span> : null}
      {distinction ? <span className="usagers__distinction">{distinction}</span> : null}
    </th>
    <td>
      {u.adresse}, {u.codePostal} {u.ville}
    </td>
    <td className="num">{telephones.map(telephone).join(', ') || <span className="discret">aucun numéro</span>}</td>
    <td>{ailleurs ? <span className="discret">à l’antenne {ailleurs}</span> : null}</td>
  </tr>
);

/** Usagers of the antenna. */
export const ListeUsagers = () => {
  const etat = useDepot();
  const { usagers } = etat;
  const { antenne } = usePoste();
  const aujourdhui = useAujourdhui();
  const departs = useDeparts();
  const distinctions = useMemo(() => distinguer([...usagers.values()]), [usagers]);
  const chercher = useCallback((texte: string) => chercherUsagers(usagers, texte), [usagers]);
  return (
    <ListePersonnes
      titre="Usagers"
      nom="usager"
      mots={MOTS}
      chercher={chercher}
      adresse={(u) => adresseUsager(u.id)}
      entetes={
        <>
          <th scope="col">Nom</th>
          <th scope="col">Adresse</th>
          <th scope="col">Téléphones</th>
          <th scope="col">
            <span className="invisible">Antenne</span>
          </th>
        </>
      }
      actions={(trouves) => (
        <FeuillesAntenne
          antenne={antenne}
          usagers={trouves
            .filter((u) => u.absentDepuis === undefined && antenneAu(u, aujourdhui) === antenne)
            .map((u) => ({ id: u.id, nom: nomCivil(u) }))}
        />
      )}
      rang={(u) => {
        const sienne = antenneAu(u, aujourdhui);
        return (
          <Rang
            key={u.id}
            usager={u}
            distinction={distinctions.get(u.id)}
            telephones={telephonesDe(etat, u.id, aujourdhui)}
            depart={departs.get(u.id)}
            ailleurs={sienne === antenne ? undefined : libelleAntenne(sienne)}
          />
        );
      }}
    />
  );
};

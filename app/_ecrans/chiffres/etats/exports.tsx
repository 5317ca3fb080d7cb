'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { aLeDroit } from '#shared/droits/droits';
import type { DefinitionEtat, DemandeEtat } from '#shared/etats/contrat';
import { genreDe } from '#shared/etats/periodes';
import { planningDe } from '#shared/etats/planning-de';
import { moisDe } from '#shared/temps/paris';
import { FORMATS_ETAT, prendreEtat, prendreJustificatifs, prendrePlannings } from '../../../_donnees/lecture/etats';
import { useSession } from '../../../_donnees/lecture/hooks';
import { useAction } from '../../../_ui/demandes/appeler';
import { Icone } from '../../../_ui/mots/icones';
import { Garder } from './garder';

type Props = {
  definition: DefinitionEtat;
  demande: DemandeEtat;
  /** Of the state on the screen; undefined until it answers what is asked. */
  lignes: number | undefined;
  /** The screen has no answer and waits for none: a state too long for it is had as a file all the same. */
  echec: boolean;
};

/** The state as files and on paper, the month's proofs for the funders, and keeping what is asked. */
export const Exports = ({ definition, demande, lignes, echec }: Props) => {
  const session = useSession();
  const { refus, enCours, faire } = useAction();
  const [garde, setGarde] = useState(false);
  const attend = enCours || (lignes === undefined && !echec);
  return (
    <span className="etats__exports">
      {FORMATS_ETAT.map((f) => (
        <Button
          key={f}
          size="compact-sm"
          variant="default"
          disabled={attend}
          aria-label={`Télécharger en ${f.toUpperCase()}`}
          onClick={() => void faire(() => prendreEtat(demande, f))}
        >
          {f.toUpperCase()}
        </Button>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        disabled={enCours || lignes === undefined}
        leftSection={<Icone nom="imprimante" />}
        onClick={() => print()}
      >
        Imprimer
      </Button>
      {definition.id === 'heures-usagers' && genreDe(demande) === 'mois' ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={enCours}
          disabled={attend || lignes === 0}
          title="Un document par usager et par financeur, dans un fichier ZIP"
          onClick={() => void faire(() => prendreJustificatifs(demande.antenne, moisDe(demande.du), demande.financeur))}
        >
          Justificatifs des financeurs
        </Button>
      ) : null}
      {planningDe(definition.id) ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={enCours}
          title="Le planning de chaque personne de l’antenne, une page chacune, dans un fichier PDF"
          onClick={() => void faire(() => prendrePlannings(demande))}
        >
          Toute l’antenne en PDF
        </Button>
      ) : null}
      {aLeDroit(session, 'garderEtats') ? (
        <Button size="compact-sm" onClick={() => setGarde(true)}>
          Garder cet état
        </Button>
      ) : null}
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
      {garde ? (
        <Garder
          titre={definition.titre}
          demande={demande}
          fermer={() => setGarde(false)}
          apres={() => setGarde(false)}
        />
      ) : null}
    </span>
  );
};

'use client';

import { Loader, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { DefinitionEtat } from '#shared/etats/contrat';
import { aLOuverture } from '../../../_donnees/lecture/devancer';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import '../../../_ui/styles/compte.css';
import { useAdresse } from './adresse';
import { Etat, prechargerTableau } from './etat';
import './etats.css';
import { LECTURES } from './lectures';
import { Liste } from './liste';
import { OuvrirSelection } from './ouvrir-selection';

// The grid's code comes with the figures, where the address asks for some.
aLOuverture(async () => {
  if (new URLSearchParams(location.search).has('etat')) prechargerTableau();
});

const Corps = ({ definitions }: { definitions: readonly DefinitionEtat[] }) => {
  const { etat, selection, quitter } = useAdresse();
  const definition = definitions.find((d) => d.id === etat);
  if (definition) return <Etat definition={definition} key={definition.id} />;
  return (
    <section className="ecran__liste etats" aria-labelledby="titre">
      <div className="ecran__tete">
        <Title order={1} id="titre">
          États
        </Title>
      </div>
      {etat === undefined ? null : (
        <Text size="sm" role="status">
          Cet état n’existe pas : choisissez-en un dans la liste.
        </Text>
      )}
      {selection === undefined ? (
        <Liste definitions={definitions} />
      ) : (
        <OuvrirSelection id={selection} quitter={quitter} />
      )}
    </section>
  );
};

/** The states of the service: their list, what one keeps of them, and one of them with its figures. */
export const Etats = () => {
  const { valeur, echec, code } = useLecture(['etats'], () => LECTURES.definitions.lire());
  const { etat } = useAdresse();
  useEffect(() => {
    if (etat !== undefined) prechargerTableau();
  }, [etat]);
  if (valeur)
    return (
      <div className="ecran">
        <Corps definitions={valeur} />
      </div>
    );
  return (
    <div className="ecran">
      <section className="ecran__liste etats" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            États
          </Title>
        </div>
        <SansReseau echec={echec} code={code} />
        {echec ? null : <Loader size="sm" aria-label="Lecture des états" />}
      </section>
    </div>
  );
};

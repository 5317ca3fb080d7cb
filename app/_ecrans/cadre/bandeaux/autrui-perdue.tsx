'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import type { AutruiPerdues } from '../../../_donnees/depot/autrui';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { Fenetre } from '../../../_ui/fenetre';
import { exporterSaisies } from './dernier-recours';
import { phraseAutrui } from './phrase-autrui';
import './antenne-retiree.css';

type ProprietesEffacement = { n: number; nom: string; effacer: () => void; fermer: () => void };

const Effacement = ({ n, nom, effacer, fermer }: ProprietesEffacement) => (
  <Fenetre onClose={fermer} title={`Effacer ce que le serveur n’a plus de ${nom}`} centered>
    <Stack gap="md">
      <Text size="sm">
        C’est peut-être la dernière copie de {pluriel(n, 'saisie')} de {nom}. Sans le fichier, et si son poste ne garde
        plus rien, tout sera à refaire.
      </Text>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={fermer} data-autofocus>
          Garder
        </Button>
        <Button color="red" onClick={effacer}>
          Effacer {pluriel(n, 'saisie')} de ce poste
        </Button>
      </Group>
    </Stack>
  </Fenetre>
);

export const AutruiPerdue = ({ auteur, saisies }: AutruiPerdues) => {
  const etat = useDepot();
  const { antenne, depot } = usePoste();
  const [efface, setEfface] = useState(false);
  const nom = nomAuteur(etat, auteur);
  const { perte, faire } = phraseAutrui(saisies.length, nom);
  return (
    <div className="retirees" role="alert" data-testid="autrui-perdue">
      <span>
        <strong>{perte}</strong> {faire}
      </span>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => exporterSaisies({ antenne, auteur }, saisies)}>
          Mettre dans un fichier
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setEfface(true)}>
          Effacer de ce poste…
        </Button>
      </Group>
      {efface ? (
        <Effacement
          n={saisies.length}
          nom={nom}
          effacer={() => void depot.laisserAutrui(auteur)}
          fermer={() => setEfface(false)}
        />
      ) : null}
    </div>
  );
};

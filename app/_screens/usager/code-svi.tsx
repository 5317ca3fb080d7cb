'use client';

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Usager } from '#shared/contrats/dossiers';
import { EchecHttp, envoyer } from '../../_data/api';
import { useSync } from '../../_data/hooks';
import { nomComplet } from '../../_ui/formats';
import { codeEnMots } from '../fiches/pdf/modele';
import { Section } from './section';

type RenouvelerProps = { usager: Usager; fermer: () => void };

const Renouveler = ({ usager, fermer }: RenouvelerProps) => {
  const [enCours, setEnCours] = useState(false);
  const [erreur, setErreur] = useState<string>();
  const renouveler = async (): Promise<void> => {
    setEnCours(true);
    setErreur(undefined);
    try {
      await envoyer(`/api/usagers/${encodeURIComponent(usager.id)}/code`, {});
      notifications.show({
        color: 'green',
        title: 'Code changé',
        message: 'L’ancien ne sert plus. Imprimez la nouvelle feuille pour son téléphone.',
      });
      fermer();
    } catch (e) {
      if (!(e instanceof EchecHttp)) throw e;
      setErreur(e.message);
      setEnCours(false);
    }
  };
  return (
    <Modal opened onClose={fermer} title="Changer le code" size="md">
      <Stack gap="sm">
        <Text size="sm">
          {nomComplet(usager)} recevra un nouveau code à six chiffres. L’ancien ne servira plus dès maintenant : la
          feuille près de son téléphone et les fiches déjà imprimées seront à refaire.
        </Text>
        <div aria-live="assertive">
          {erreur ? (
            <Alert color="red" p="xs" variant="light">
              {erreur}
            </Alert>
          ) : null}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={fermer}>
            Garder le code
          </Button>
          <Button onClick={() => void renouveler()} loading={enCours} data-autofocus>
            Changer le code
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

/** The six digits for the BENEFICIAIRE step of the SVI: shown on request, for someone may be looking over her shoulder. */
export const CodeSvi = ({ usager, imprimer }: { usager: Usager; imprimer: () => void }) => {
  const { liaison } = useSync();
  const [montre, setMontre] = useState(false);
  const [changer, setChanger] = useState(false);
  const enLigne = liaison === 'EN_LIGNE';
  return (
    <Section titre="Code pour le téléphone">
      <Text size="sm" c="dimmed">
        L’aide le tape quand le numéro de l’usager n’est pas reconnu.
      </Text>
      <p className="usager__code" aria-live="polite" data-testid="code-svi">
        {usager.codeUsager ? (montre ? codeEnMots(usager.codeUsager) : '••• •••') : 'Pas encore de code'}
      </p>
      <Group gap="xs">
        {usager.codeUsager ? (
          <Button size="xs" variant="default" onClick={() => setMontre((m) => !m)} aria-pressed={montre}>
            {montre ? 'Cacher le code' : 'Afficher le code'}
          </Button>
        ) : null}
        <Button
          size="xs"
          variant="default"
          // Still reached by the keyboard: its reason is then read out.
          aria-disabled={!enLigne}
          data-disabled={!enLigne}
          {...(enLigne ? {} : { 'aria-describedby': 'code-hors-ligne' })}
          onClick={() => {
            if (enLigne) setChanger(true);
          }}
        >
          {usager.codeUsager ? 'Changer le code' : 'Donner un code'}
        </Button>
        <Button size="xs" variant="default" onClick={imprimer}>
          Feuille à imprimer
        </Button>
      </Group>
      {enLigne ? null : (
        <Text size="xs" c="dimmed" id="code-hors-ligne">
          Changer le code demande le réseau : le téléphone doit le connaître aussitôt.
        </Text>
      )}
      {changer ? <Renouveler usager={usager} fermer={() => setChanger(false)} /> : null}
    </Section>
  );
};

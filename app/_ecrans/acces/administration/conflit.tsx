import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { EchecHttp } from '../../../_donnees/serveur/api';

/** Whether another wrote what this form is about since it was opened: the server then writes nothing. */
export const useConflit = () => {
  const [conflit, setConflit] = useState(false);
  return {
    conflit,
    /** Told to the form as any refusal is. */
    guetter: async <T,>(geste: Promise<T>): Promise<T> => {
      try {
        return await geste;
      } catch (e) {
        setConflit(e instanceof EchecHttp && e.code === 'CONFLIT');
        throw e;
      }
    },
    lever: (): void => setConflit(false),
  };
};

type Props = {
  conflit: boolean;
  relire: () => void;
  enCours: boolean;
  /** Once it is read again: what is there now, in words. */
  relu: string | undefined;
};

/** Reads again what another wrote, upon which what is typed stays; then says what is there now. */
export const Relire = ({ conflit, relire, enCours, relu }: Props) => (
  <>
    {conflit ? (
      <Button size="xs" variant="default" loading={enCours} onClick={relire}>
        Relire en gardant ma saisie
      </Button>
    ) : null}
    <Text size="sm" role="status">
      {relu === undefined || conflit ? '' : `Relu. Enregistré à présent : ${relu}. Ce que vous avez tapé est gardé.`}
    </Text>
  </>
);

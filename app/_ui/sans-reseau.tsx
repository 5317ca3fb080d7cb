import { Text } from '@mantine/core';

type Props = {
  echec: string | undefined;
  avant?: string;
  /** What was read before is still shown under it, which is said. */
  garde?: boolean;
  /** Of the failure: a refusal says itself what to do, and the network has nothing to do with it. */
  code: string | undefined;
};

/** Why a page that is read with the network could not be; what was read before, if something was, is said first. */
export const SansReseau = ({
  echec,
  garde = false,
  avant = garde ? 'Ce qui est montré est d’avant. ' : '',
  code,
}: Props) =>
  echec ? (
    <Text size="sm" c="var(--ton-orange-texte)" role="status">
      {avant}
      {echec}
      {code === 'RESEAU' ? ' Cette page se lit avec le réseau.' : ''}
    </Text>
  ) : null;

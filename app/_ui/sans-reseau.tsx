import { Text } from '@mantine/core';

/** Why a page that is read with the network could not be; what was read before, if something was, is said first. */
export const SansReseau = ({ echec, avant = '' }: { echec: string | undefined; avant?: string }) =>
  echec ? (
    <Text size="sm" c="var(--ton-orange-texte)" role="status">
      {avant}
      {echec} Cette page se lit avec le réseau.
    </Text>
  ) : null;

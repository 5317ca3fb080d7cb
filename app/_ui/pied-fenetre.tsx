import { Button, Group } from '@mantine/core';

/** How the form of a window ends: leaving it, then what it does. */
export const PiedFenetre = ({
  faire,
  fermer,
  enCours = false,
  quitter = 'Annuler',
}: {
  faire: string;
  fermer: () => void;
  enCours?: boolean;
  quitter?: string;
}) => (
  <Group justify="flex-end">
    <Button variant="default" onClick={fermer} disabled={enCours}>
      {quitter}
    </Button>
    <Button type="submit" loading={enCours}>
      {faire}
    </Button>
  </Group>
);

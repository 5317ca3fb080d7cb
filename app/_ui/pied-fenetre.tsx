import { Button, type ButtonProps, Group } from '@mantine/core';
import { useQuitter } from './quitter';

/** How the form of a window ends, always in view: leaving it, then what it does. */
export const PiedFenetre = ({
  faire,
  enCours = false,
  quitter = 'Fermer',
  ...props
}: Omit<ButtonProps, 'type' | 'loading'> & {
  faire: string;
  enCours?: boolean;
  quitter?: string;
}) => {
  const partir = useQuitter();
  return (
    <Group justify="flex-end" className="pied-fenetre">
      <Button variant="default" onClick={partir} disabled={enCours}>
        {quitter}
      </Button>
      <Button {...props} type="submit" loading={enCours}>
        {faire}
      </Button>
    </Group>
  );
};

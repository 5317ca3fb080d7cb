import { Alert } from '@mantine/core';

/** What is wrong with a form as a whole; the place is there before the words, so that they are read aloud. */
export const ErreurFormulaire = ({ message }: { message: string | undefined }) => (
  <div aria-live="assertive">
    {message ? (
      <Alert color="red" p="xs" variant="light" data-refus>
        {message}
      </Alert>
    ) : null}
  </div>
);

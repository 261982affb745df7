import { LoaderCircle } from 'lucide-react';
import styles from './spinner.module.css';

/** A turning ring; still where motion is reduced. The words beside it say what is going on. */
export function Spinner({ size = 14 }: { readonly size?: number }) {
  return <LoaderCircle className={styles.spinner} size={size} aria-hidden="true" />;
}

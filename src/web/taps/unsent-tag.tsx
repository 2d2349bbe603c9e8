import { CloudOff } from 'lucide-react'
import { Tag } from '../ui/tag.tsx'

export const UnsentTag = () => (
  <span data-unsent="">
    <Tag tone="haldi" icon={CloudOff}>
      Not sent yet
    </Tag>
  </span>
)

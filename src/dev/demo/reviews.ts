export type DemoReview = {
  readonly product: string
  readonly author: string
  readonly rating: 3 | 4 | 5
  readonly comment: string
  readonly minutesAgo: number
}

type Said = readonly [daysAgo: number, author: string, rating: DemoReview['rating'], comment: string]

/** By the product's slug, newest first. */
const SAID: Readonly<Record<string, readonly Said[]>> = {
  'belgian-chocolate-truffle': [
    [1, 'Nandini Shetty', 5, 'Came at 5:40 for a 6 o’clock party, still cold in the middle. Nothing was left by seven.'],
    [4, 'Arjun Pillai', 5, 'The 70% is worth the difference. Not too sweet.'],
    [9, 'Farah Khan', 4, 'Lovely cake. The box was a little tight for the truffles.'],
    [16, 'Deepak Hegde', 5, 'Third year in a row for our son.'],
    [28, 'Sneha Iyer', 5, 'The message was spelled exactly as I typed it, dots and all.'],
  ],
  'red-velvet-cream-cheese': [
    [2, 'Kavya Reddy', 5, 'The cream cheese is properly sour. Finally.'],
    [7, 'Joel D’Souza', 4, 'Good crumb, and it travelled well to Whitefield.'],
    [13, 'Lakshmi Narayan', 5, 'My mother asked for a second slice. She never does.'],
    [24, 'Tanvi Joshi', 4, 'A touch less colour would be fine with me.'],
  ],
  'black-forest': [
    [3, 'Suresh Babu', 5, 'Tastes like the one from 1994, and I mean that kindly.'],
    [8, 'Anjali Nair', 4, 'Plenty of cherries. I would take even more cream.'],
    [19, 'Vikram Gowda', 5, 'Ordered at one, cut at six.'],
  ],
  'butterscotch-crunch': [
    [5, 'Pooja Bhat', 5, 'The praline was still crisp the next morning.'],
    [15, 'Harish Kumar', 4, 'Sweet, as butterscotch is. Children were happy.'],
    [31, 'Ritu Agarwal', 4, 'Half a kilo was right for five of us.'],
  ],
  'pineapple-fresh-cream': [
    [2, 'Manoj Prabhu', 5, 'The office asked who made it. That has not happened before.'],
    [11, 'Divya Suresh', 4, 'Light, not soggy. Fruit was ripe.'],
    [22, 'Thomas Kurian', 3, 'Fine, but I had hoped for more pineapple inside.'],
  ],
  'alphonso-mango': [
    [1, 'Rekha Murthy', 5, 'Actual mango. You can tell from the stairs.'],
    [6, 'Sameer Wagle', 5, 'As a Ratnagiri person I have nothing to complain about.'],
    [14, 'Ishita Sen', 4, 'Very good. The glaze is on the sweet side.'],
  ],
  'rasmalai-rose-and-pista': [
    [3, 'Zoya Ansari', 5, 'Made for Eid, gone before the tea was poured.'],
    [10, 'Prakash Rao', 5, 'The saffron milk keeps it moist for two days.'],
    [18, 'Meghna Das', 4, 'Keep it cold until the last minute, it is soft.'],
    [33, 'Leela Krishnan', 5, 'Better than the plated dessert it replaced.'],
  ],
  'blueberry-and-lemon': [
    [4, 'Aditya Kamath', 5, 'Sour where it should be.'],
    [20, 'Naina Thomas', 4, 'Beautiful colour, and none of it on the tablecloth.'],
  ],
  'filter-coffee': [
    [2, 'Raghav Iyengar', 5, 'Chicory and all. My father approves, which settles it.'],
    [12, 'Shalini Menon', 5, 'Finally a coffee cake that tastes of coffee.'],
    [26, 'Nikhil Jain', 4, 'Strong. Do not give it to the children at eight.'],
  ],
  'kesar-pista': [
    [5, 'Aparna Desai', 5, 'You can see the saffron and you can taste it.'],
    [17, 'Yusuf Ali', 4, 'Excellent, if a little dear.'],
  ],
  'anniversary-heart-red-velvet': [
    [6, 'Girish Patil', 5, 'Both names fit. She noticed.'],
    [21, 'Sunita Rane', 4, 'Roses held up on the drive to Mysuru.'],
  ],
  'ivory-roses': [
    [9, 'Priya and Karthik', 5, 'Set up at four, photographed until nine, eaten by ten.'],
    [30, 'Geeta Subramaniam', 5, 'The petals are so thin that guests asked if they were real.'],
  ],
  'marigold-mandap': [
    [12, 'Aishwarya Hebbar', 5, 'It matched the garlands without our sending a picture.'],
    [35, 'Rohan Mehta', 4, 'Stunning. One marigold came loose and was eaten on the spot.'],
  ],
  'chocolate-drip-tower': [[8, 'Neha Chandra', 5, 'Forty guests, Outer Ring Road on a Friday, not a crack in it.']],
  'first-birthday-two-tiers': [[14, 'Swathi and Naveen', 5, 'The small tier went mostly on her face, as planned.']],
  'eggless-chocolate-mud': [
    [1, 'Bhavna Shah', 5, 'Nobody believed there was no egg in it.'],
    [9, 'Kiran Jain', 5, 'My grandmother eats it. That is the review.'],
    [23, 'Ajay Oswal', 4, 'Dense in a good way.'],
  ],
  'eggless-pineapple-gateau': [
    [7, 'Hema Bhandari', 4, 'Soft and fresh, and the cherries sat straight.'],
    [27, 'Mukesh Lodha', 5, 'Served at a puja, so eggless mattered. Thank you.'],
  ],
  'tender-coconut': [
    [3, 'Maya George', 5, 'Tastes like a holiday in Udupi.'],
    [16, 'Srinivas Acharya', 4, 'Delicate. Eat it the same day.'],
  ],
  'chocolate-truffle-pastry': [
    [2, 'Akash Verma', 5, 'Came for one slice, left with four.'],
    [10, 'Jaya Prakash', 4, 'Good size for the price.'],
  ],
  'black-forest-pastry': [[4, 'Roopa Shenoy', 4, 'As it was in college.']],
  'red-velvet-pastry': [[6, 'Alina Mathew', 5, 'Gone by four on Saturdays, so come early.']],
  'blueberry-cheesecake-slice': [
    [5, 'Varun Nambiar', 5, 'Baked, not set. The difference is everything.'],
    [19, 'Pallavi Rao', 4, 'Better on the second day, as they say.'],
  ],
  'red-velvet-cupcake': [
    [8, 'Simran Gill', 5, 'Twelve for the team, none came back.'],
    [25, 'Abdul Rahman', 4, 'Tall swirl, mind your nose.'],
  ],
  'sprinkles-cupcake': [
    [3, 'Chitra Balan', 5, 'Class of 2B, thirty children, zero leftovers.'],
    [18, 'Lavanya Raj', 4, 'The sprinkles do travel. Bring a cloth.'],
  ],
  'office-sheet-cake': [[11, 'Ganesh Bhat', 4, 'The cut lines are the best idea in cake this year.']],
  'birthday-candles-cake': [
    [2, 'Trisha Paul', 5, 'Candles were already in. I only had to find a match.'],
    [15, 'Mohan Das', 3, 'Good cake. One candle leaned when it came.'],
  ],
  'macaron-crown': [[13, 'Esha Kapoor', 5, 'One macaron each, no arguments.']],
}

const DAY = 24 * 60

export const demoReviews: readonly DemoReview[] = Object.entries(SAID).flatMap(([product, said]) =>
  said.map(([daysAgo, author, rating, comment], i) => ({
    product,
    author,
    rating,
    comment,
    minutesAgo: daysAgo * DAY + ((author.length * 97 + i * 211) % 600),
  })),
)

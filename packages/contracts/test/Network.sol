// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {
    Acknowledgement,
    BlockSeeds,
    Choice,
    Contradiction,
    LateVote,
    Order,
    Parameters,
    Seed,
    Settlement,
    State,
    Task,
    Terms,
    Vote
} from "../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../src/interfaces/IConsensus.sol";
import {BitmapLib} from "../src/libraries/BitmapLib.sol";
import {CommitteeLib} from "../src/libraries/CommitteeLib.sol";
import {SealLib} from "../src/libraries/SealLib.sol";
import {Parts} from "../src/libraries/RoutesLib.sol";
import {Committee} from "../src/types/Committee.sol";
import {Digest} from "../src/types/Digest.sol";
import {ListId} from "../src/types/ListId.sol";
import {TaskId} from "../src/types/TaskId.sol";
import {BeaconDouble} from "./support/BeaconDouble.sol";
import {Ledger} from "./support/Ledger.sol";
import {Refuser} from "./support/Refuser.sol";
import {Test} from "./support/Test.sol";
import {Token} from "./support/Token.sol";

/// @notice A deployment with a list of a few places, and one-line steps of a task's life.
/// @dev Suites of other assets, sizes and parameters override the virtual functions.
abstract contract Network is Ledger {
    using BitmapLib for uint16;
    using CommitteeLib for Committee;

    uint256 internal constant FIRST_KEY = 1_000;
    /// @dev Where the contract keeps the court's committees: see protocol/Storage.sol.
    uint256 internal constant DRAWN_SLOT = 65_549;
    Digest internal constant MODEL = Digest.wrap(keccak256("model"));
    Digest internal constant PROMPT = Digest.wrap(keccak256("prompt"));
    Digest internal constant TRUTH = Digest.wrap(keccak256("truth"));
    Digest internal constant LIE = Digest.wrap(keccak256("lie"));
    Digest internal constant UNAVAILABLE = Digest.wrap(keccak256("aichain.output.unavailable"));

    address internal immutable REQUESTER = makeAddress("requester");
    address internal immutable STRANGER = makeAddress("stranger");
    address internal immutable TREASURY = makeAddress("treasury");
    address internal immutable SINK = makeAddress("sink");

    IConsensus internal consensus;
    BeaconDouble internal beacon;
    Parameters internal p;
    uint64 internal nextNonce;
    mapping(address signer => uint256 key) private _keys;
    mapping(bytes32 task => Committee) private _committees;

    /* SETTING UP */

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        beacon = new BeaconDouble();
        p = defaultParameters();
        p.asset = newAsset();
        consensus = deploy(p);
        vm.recordLogs();
        give(REQUESTER, type(uint128).max / 2);
        openList(seatsAtStart(), 0);
        checkAfterEach();
    }

    function seatsAtStart() internal view virtual returns (uint256) {
        return 24;
    }

    function deployment() internal view override returns (IConsensus) {
        return consensus;
    }

    function defaultParameters() internal view virtual returns (Parameters memory) {
        return Parameters({
            asset: address(0),
            unit: 1 gwei,
            bond: 10e9,
            minimumShare: 0.001e9,
            slashBps: 1_000,
            protocolFeeBps: 100,
            maximumSeats: 2_000,
            epoch: 2 hours,
            commitWindow: 120,
            revealWindow: 300,
            proofWindow: 3_600,
            appealWindow: 6 hours,
            unbondingPeriod: 14 days,
            minimumStay: 30 days,
            blockSeeds: BlockSeeds.AllOrders,
            beacon: address(beacon),
            seedDelay: 6,
            outage: 7 days,
            treasury: TREASURY,
            sink: SINK
        });
    }

    function deploy(Parameters memory parameters) internal returns (IConsensus) {
        Parts memory parts = Parts({
            places: deployPart("PlacesPart", parameters),
            lateVotes: deployPart("LateVotesPart", parameters),
            appeals: deployPart("AppealsPart", parameters),
            orders: deployPart("OrdersPart", parameters),
            lens: deployPart("LensPart", parameters)
        });
        return IConsensus(vm.deployCode(artifact("Consensus"), abi.encode(parameters, parts)));
    }

    function deployPart(string memory name, Parameters memory parameters) internal returns (address) {
        return vm.deployCode(artifact(name), abi.encode(parameters));
    }

    /// @dev Seats that all serve the model from the next epoch on, at which the test goes on.
    function openList(uint256 count, uint8 class) internal {
        for (uint256 i; i < count; ++i) {
            offer(join(i), class);
        }
        nextEpoch();
    }

    /* ASSET */

    /// @dev The chain's own currency. A suite runs over a token as well where a contract that inherits it names one.
    function newAsset() internal virtual returns (address) {
        return address(0);
    }

    function isNative() internal view returns (bool) {
        return p.asset == address(0);
    }

    function assetOf(address account) internal view override returns (uint256) {
        return isNative() ? account.balance : Token(p.asset).balanceOf(account);
    }

    function give(address account, uint256 amount) internal {
        if (isNative()) vm.deal(account, account.balance + amount);
        else Token(p.asset).mint(account, amount);
    }

    /// @dev What a call brings along that pays so many units: nothing where a token is taken instead.
    function valueOf(uint256 units) internal view returns (uint256) {
        return isNative() ? units * p.unit : 0;
    }

    /// @dev Makes the account the next caller, one that has and may pay so many units more.
    function payingPrank(address account, uint256 units) internal {
        give(account, units * p.unit);
        if (!isNative()) {
            vm.prank(account);
            // Not every token answers.
            (bool approved,) = p.asset.call(abi.encodeCall(IERC20.approve, (address(consensus), type(uint256).max)));
            assertTrue(approved, "approved");
        }
        vm.prank(account, account);
    }

    /// @dev From now on the account cannot be paid: it takes no ether, or the token has it on its list.
    function refuse(address account) internal {
        if (isNative()) vm.etch(account, address(new Refuser()).code);
        else Token(p.asset).refuse(account);
    }

    /* SEATS */

    function ownerOf(uint256 i) internal returns (address) {
        return makeAddress(string.concat("owner ", vm.toString(i)));
    }

    function keyOf(address signer) internal view returns (uint256 key) {
        key = _keys[signer];
        assertTrue(key != 0, "a signer that the test made");
    }

    /// @dev An account with a key that the test knows.
    function newSigner(uint256 i) internal returns (address signer) {
        signer = vm.addr(FIRST_KEY + i);
        _keys[signer] = FIRST_KEY + i;
    }

    /// @dev Enough for the bond and a few entrances.
    function stake() internal view virtual returns (uint64) {
        return p.bond + p.bond / 5;
    }

    function join(uint256 i) internal returns (uint16) {
        address signer = newSigner(i);
        payingPrank(signer, stake());
        return consensus.join{value: valueOf(stake())}(ownerOf(i), stake());
    }

    function offer(uint16 seat, uint8 class) internal {
        offer(seat, MODEL, class);
    }

    function offer(uint16 seat, Digest model, uint8 class) internal {
        vm.prank(consensus.getSeat(seat).signer);
        consensus.offer(seat, model, address(0), 0, class);
    }

    function listOf(Digest model) internal pure returns (ListId) {
        return ListId.wrap(keccak256(abi.encode(model, address(0), uint16(0))));
    }

    function balanceOf(uint16 seat) internal view returns (uint64) {
        return consensus.getSeat(seat).balance;
    }

    function hardSlash() internal view returns (uint64) {
        return p.bond * p.slashBps / 10_000;
    }

    /// @dev What a wrong or withheld vote costs in a task that pays this share.
    function lieCost(uint64 share) internal view returns (uint64) {
        uint64 cost = share + p.minimumShare;
        return cost < hardSlash() ? cost : hardSlash();
    }

    /// @dev The same in a task: where nobody can appeal, a lie costs the share alone.
    function lieCostIn(Terms memory terms) internal view returns (uint64) {
        uint64 share = terms.order.share;
        return taskOf(terms).appealable ? lieCost(share) : share;
    }

    /// @dev What absence from the court costs, and an `UNAVAILABLE` that lost.
    function softSlash() internal view returns (uint64) {
        return p.minimumShare / 2;
    }

    /* ORDERS */

    function orderOf(uint8 size) internal returns (Order memory order) {
        order.model = MODEL;
        order.prompt = PROMPT;
        order.committeeSize = size;
        order.share = p.minimumShare;
        order.seed = Seed.Block;
        order.nonce = nextNonce++;
    }

    function feeOf(Order memory order) internal pure returns (uint256) {
        return uint256(order.committeeSize) * order.share + order.roundTip;
    }

    function add(Order memory order) internal returns (TaskId) {
        return add(order, REQUESTER);
    }

    function add(Order memory order, address requester) internal returns (TaskId task) {
        payingPrank(requester, feeOf(order));
        task = consensus.addTask{value: valueOf(feeOf(order))}(order);
    }

    /// @dev A task whose committee is known: its block is in the past, or its round is posted.
    function ask(Order memory order) internal returns (Terms memory terms) {
        add(order);
        terms = Terms(REQUESTER, order);
        start(terms);
    }

    function ask(uint8 size) internal returns (Terms memory) {
        return ask(orderOf(size));
    }

    function start(Terms memory terms) internal {
        TaskId task = idOf(terms);
        nextBlock();
        vm.setBlockhash(vm.getBlockNumber() - 1, keccak256(abi.encode("block", vm.getBlockNumber() - 1)));
        if (terms.order.seed == Seed.Block) return;
        uint64 round = consensus.roundOf(task);
        vm.warp(beacon.timeOf(round));
        postRound(round);
    }

    function postRound(uint64 round) internal {
        beacon.set(round, keccak256(abi.encode("round", round)));
    }

    function idOf(Terms memory terms) internal view returns (TaskId) {
        return consensus.taskId(terms.requester, terms.order);
    }

    function committeeOf(Terms memory terms) internal view returns (Committee committee) {
        (committee,,) = consensus.committeeOf(terms);
    }

    /// @dev Of an open task; kept, because a decided one tells it no more.
    function keepCommittee(Terms memory terms) internal returns (Committee committee) {
        committee = committeeOf(terms);
        _committees[TaskId.unwrap(idOf(terms))] = committee;
    }

    function seatsOf(Terms memory terms) internal view returns (uint16[] memory seats) {
        (, seats,) = consensus.committeeOf(terms);
    }

    /* LANE 1 */

    function saltOf(TaskId task, uint256 member) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", task, member));
    }

    /// @dev The same output from every member.
    function outputsOf(uint256 size, Digest output) internal pure returns (Digest[] memory outputs) {
        outputs = new Digest[](size);
        for (uint256 member; member < size; ++member) {
            outputs[member] = output;
        }
    }

    /// @dev Truth from all but the first few, which lie.
    function outputsWith(uint256 size, uint256 liars, Digest lie) internal pure returns (Digest[] memory outputs) {
        outputs = outputsOf(size, TRUTH);
        for (uint256 member; member < liars; ++member) {
            outputs[member] = lie;
        }
    }

    function commitmentsOf(TaskId task, uint16[] memory seats, Digest[] memory outputs)
        internal
        view
        returns (bytes32[] memory commitments)
    {
        commitments = new bytes32[](outputs.length);
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member].isNone()) continue;
            commitments[member] = consensus.commitmentOf(task, seats[member], outputs[member], saltOf(task, member));
        }
    }

    function signVote(TaskId task, uint256 member, address signer, Digest output, bytes32 seal)
        internal
        view
        returns (Vote memory vote)
    {
        (bytes32 r, bytes32 vs) = vm.signCompact(keyOf(signer), consensus.voteDigest(task, output, seal));
        return Vote(saltOf(task, member), r, vs);
    }

    /// @dev All who gave an output have sealed it; of them `brought` stand in the settlement.
    function settlementOf(Terms memory terms, Digest[] memory outputs, uint16 brought)
        internal
        view
        returns (Settlement memory s)
    {
        (, uint16[] memory seats, address[] memory signers) = consensus.committeeOf(terms);
        TaskId task = idOf(terms);
        bytes32[] memory commitments = commitmentsOf(task, seats, outputs);
        s.terms = terms;
        s.choices = choicesOf(outputs, brought);
        (s.votes, s.absent) = (new Vote[](brought.count()), new bytes32[](outputs.length - brought.count()));
        bytes32 seal = SealLib.sealOf(commitments);
        uint256 vote;
        for (uint256 i; i < s.choices.length; ++i) {
            for (uint256 member; member < outputs.length; ++member) {
                if (!s.choices[i].voters.has(member)) continue;
                s.votes[vote++] = signVote(task, member, signers[member], outputs[member], seal);
            }
        }
        uint256 absent;
        for (uint256 member; member < outputs.length; ++member) {
            if (!brought.has(member)) s.absent[absent++] = commitments[member];
        }
    }

    function settlementOf(Terms memory terms, Digest[] memory outputs) internal view returns (Settlement memory) {
        return settlementOf(terms, outputs, givenIn(outputs));
    }

    function settlementOf(Terms memory terms, Digest output) internal view returns (Settlement memory) {
        return settlementOf(terms, outputsOf(terms.order.committeeSize, output));
    }

    /// @dev Who gave an output.
    function givenIn(Digest[] memory outputs) internal pure returns (uint16 members) {
        for (uint256 member; member < outputs.length; ++member) {
            if (!outputs[member].isNone()) members |= BitmapLib.bit(member);
        }
    }

    /// @dev Groups the voters by their outputs.
    function choicesOf(Digest[] memory outputs, uint16 voters) internal pure returns (Choice[] memory choices) {
        choices = new Choice[](outputs.length);
        uint256 count;
        for (uint256 member; member < outputs.length; ++member) {
            if (!voters.has(member)) continue;
            uint256 i;
            while (i < count && choices[i].output != outputs[member]) ++i;
            if (i == count) choices[count++].output = outputs[member];
            choices[i].voters |= BitmapLib.bit(member);
        }
        assembly ("memory-safe") {
            mstore(choices, count)
        }
    }

    /// @dev A task that the whole committee decided by votes.
    function settled(Terms memory terms, Digest[] memory outputs) internal returns (Committee committee) {
        committee = keepCommittee(terms);
        consensus.settle(settlementOf(terms, outputs));
    }

    function settled(Terms memory terms) internal returns (Committee) {
        return settled(terms, outputsOf(terms.order.committeeSize, TRUTH));
    }

    function lateVoteOf(Terms memory terms, Committee committee, Digest[] memory outputs, uint8 member)
        internal
        view
        returns (LateVote memory v)
    {
        TaskId task = idOf(terms);
        (uint16[] memory seats, address[] memory signers) = consensus.membersOf(task, committee);
        bytes32[] memory commitments = commitmentsOf(task, seats, outputs);
        Vote memory vote = signVote(task, member, signers[member], outputs[member], SealLib.sealOf(commitments));
        return LateVote(task, committee, member, outputs[member], vote, commitments);
    }

    function contradictionOf(Terms memory terms, Committee committee, uint8 member, Digest output)
        internal
        view
        returns (Contradiction memory)
    {
        TaskId task = idOf(terms);
        (, address[] memory signers) = consensus.membersOf(task, committee);
        bytes32 seal = keccak256("another seal");
        Vote memory vote = signVote(task, member, signers[member], output, seal);
        return Contradiction(task, committee, member, output, seal, vote.r, vote.vs);
    }

    function acknowledgementsOf(Terms memory terms, bytes32[] memory commitments, uint16 members)
        internal
        view
        returns (Acknowledgement[] memory acknowledgements)
    {
        (,, address[] memory signers) = consensus.committeeOf(terms);
        bytes32 digest = consensus.acknowledgementDigest(idOf(terms), SealLib.sealOf(commitments));
        acknowledgements = new Acknowledgement[](members.count());
        uint256 count;
        for (uint8 member; member < commitments.length; ++member) {
            if (!members.has(member)) continue;
            (bytes32 r, bytes32 vs) = vm.signCompact(keyOf(signers[member]), digest);
            acknowledgements[count++] = Acknowledgement(member, r, vs);
        }
    }

    /* LANE 2 */

    /// @dev Draws, and commits whoever gave an output.
    function commitAll(Terms memory terms, Digest[] memory outputs) internal {
        TaskId task = idOf(terms);
        if (!isDrawn(terms)) consensus.draw(terms);
        uint16[] memory seats = seatsOf(terms);
        for (uint8 member; member < outputs.length; ++member) {
            if (!outputs[member].isNone()) commit(task, seats[member], member, outputs[member]);
        }
    }

    function isDrawn(Terms memory terms) internal view returns (bool) {
        return vm.load(address(consensus), keccak256(abi.encode(idOf(terms), DRAWN_SLOT))) != 0;
    }

    function commit(TaskId task, uint16 seat, uint8 member, Digest output) internal {
        bytes32 commitment = consensus.commitmentOf(task, seat, output, saltOf(task, member));
        vm.prank(consensus.getSeat(seat).signer);
        consensus.commit(task, member, commitment);
    }

    /// @dev Reveals whoever gave an output, until the task is decided or found unavailable.
    function revealAll(Terms memory terms, Digest[] memory outputs) internal {
        TaskId task = idOf(terms);
        for (uint8 member; member < outputs.length; ++member) {
            if (outputs[member].isNone() || stateOf(terms) == State.Undecided) continue;
            consensus.reveal(task, member, outputs[member], saltOf(task, member));
        }
    }

    /// @dev A task that the court decided, all members taking part.
    function judged(Terms memory terms, Digest[] memory outputs) internal returns (Committee committee) {
        committee = keepCommittee(terms);
        commitAll(terms, outputs);
        toReveals(terms);
        revealAll(terms, outputs);
    }

    /* APPEALS */

    /// @dev By a stranger; a task as any other, that still has to be started.
    function appealOf(Terms memory terms) internal returns (Terms memory appealTerms, Committee committee) {
        committee = committeeOfDecided(terms);
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(terms);
        Order memory order = orderOf(size);
        (order.share, order.seed) = (consensus.priceOf(3), Seed.Beacon);
        uint256 amount = feeOf(order) + deposit;
        payingPrank(STRANGER, amount);
        consensus.appeal{value: valueOf(amount)}(terms, committee, order.share, 0, order.nonce);
        appealTerms = Terms(STRANGER, order);
    }

    /// @dev Of a task that `settled` or `judged` decided.
    function committeeOfDecided(Terms memory terms) internal view returns (Committee) {
        return _committees[TaskId.unwrap(idOf(terms))];
    }

    /* TIME */

    function nextEpoch() internal {
        vm.warp((vm.getBlockTimestamp() / p.epoch + 1) * p.epoch);
        vm.roll(vm.getBlockNumber() + 1);
    }

    function commitEnd(Terms memory terms) internal view returns (uint256 time) {
        (, time,,) = consensus.phasesOf(idOf(terms));
    }

    function revealEnd(Terms memory terms) internal view returns (uint256 time) {
        (,, time,) = consensus.phasesOf(idOf(terms));
    }

    function deadAt(Terms memory terms) internal view returns (uint256 time) {
        (,,, time) = consensus.phasesOf(idOf(terms));
    }

    function toReveals(Terms memory terms) internal {
        if (vm.getBlockTimestamp() < commitEnd(terms)) vm.warp(commitEnd(terms));
    }

    /// @dev Past the window for appeals, in which the beacon was heard.
    function toFinality(Terms memory terms) internal {
        uint256 until = consensus.verdict(idOf(terms)).appealableUntil;
        vm.warp(until);
        postRound(beacon.roundAt(until) - 1);
    }

    /* STATE */

    function stateOf(Terms memory terms) internal view returns (State) {
        return consensus.getTask(idOf(terms)).state;
    }

    function taskOf(Terms memory terms) internal view returns (Task memory) {
        return consensus.getTask(idOf(terms));
    }

    function assertState(Terms memory terms, State state) internal view {
        assertEq(uint256(stateOf(terms)), uint256(state), "state");
    }

    function assertOutput(Terms memory terms, Digest output) internal view {
        assertState(terms, State.Decided);
        assertEq(Digest.unwrap(taskOf(terms).output), Digest.unwrap(output), "output");
    }
}

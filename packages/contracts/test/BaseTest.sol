// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {
    Choice,
    Contradiction,
    Order,
    Parameters,
    Settlement,
    State,
    Terms,
    Vote
} from "../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../src/interfaces/IConsensus.sol";
import {Refuser} from "./support/Refuser.sol";
import {Scenario} from "./support/Scenario.sol";
import {Test} from "./support/Test.sol";
import {Token} from "./support/Token.sol";

/// @notice A deployment with a few active seats, and one-line steps of a task's life.
abstract contract BaseTest is Scenario {
    uint16 internal constant SEATS = 24;
    bytes32 internal constant MODEL = keccak256("model");
    bytes32 internal constant PROMPT = keccak256("prompt");
    bytes32 internal constant TRUTH = keccak256("truth");
    bytes32 internal constant LIE = keccak256("lie");

    address internal immutable REQUESTER = makeAddress("requester");
    address internal immutable STRANGER = makeAddress("stranger");
    address internal immutable TREASURY = makeAddress("treasury");
    address internal immutable SINK = makeAddress("sink");

    IConsensus internal consensus;
    Parameters internal p;
    bytes32 internal UNAVAILABLE;
    uint64 internal nextNonce;
    mapping(address signer => uint256 key) private _keys;

    function setUp() public virtual {
        p = defaultParameters();
        p.asset = newAsset();
        consensus = deploy(p);
        UNAVAILABLE = consensus.UNAVAILABLE();
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        for (uint256 i; i < SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        give(REQUESTER, type(uint128).max / 2);
        vm.recordLogs();
        checkAfterEach();
    }

    function deployment() internal view override returns (IConsensus) {
        return consensus;
    }

    /* ASSET */

    /// @dev The chain's own currency. A suite runs over a token as well where a contract that inherits it names one.
    function newAsset() internal virtual returns (address) {
        return address(0);
    }

    function isNative() internal view returns (bool) {
        return p.asset == address(0);
    }

    /// @dev What a call brings along when it pays this much: nothing where a token is taken instead.
    function valueOf(uint256 amount) internal view returns (uint256) {
        return isNative() ? amount : 0;
    }

    function holdingsOf(address account) internal view returns (uint256) {
        return isNative() ? account.balance : Token(p.asset).balanceOf(account);
    }

    function give(address account, uint256 amount) internal {
        if (isNative()) vm.deal(account, account.balance + amount);
        else Token(p.asset).mint(account, amount);
    }

    /// @dev As a contract that destroys itself could, or whoever just transfers a token.
    function force(uint256 amount) internal {
        give(address(consensus), amount);
        forced += amount;
    }

    /// @dev Makes the account the next caller, one that may pay with what it has.
    function payingPrank(address account) internal {
        if (!isNative()) {
            vm.prank(account);
            // Not every token answers.
            (bool approved,) = p.asset.call(abi.encodeCall(IERC20.approve, (address(consensus), type(uint256).max)));
            assertTrue(approved, "approved");
        }
        vm.prank(account);
    }

    /// @dev The same, with this much more to spend.
    function fundedPrank(address account, uint256 amount) internal override {
        give(account, amount);
        payingPrank(account);
    }

    /// @dev From now on the account cannot be paid: it takes no ether, or the token has it on its list.
    function refuse(address account) internal {
        if (isNative()) vm.etch(account, address(new Refuser()).code);
        else Token(p.asset).refuse(account);
    }

    /// @dev What paying an account that cannot be paid reverts with.
    function refusal(address to, uint256 amount) internal view returns (bytes memory) {
        return isNative()
            ? abi.encodeWithSelector(IConsensus.TransferFailed.selector, to, amount)
            : abi.encodeWithSelector(Token.Refused.selector, to);
    }

    /* DEPLOYMENT */

    function defaultParameters() internal view returns (Parameters memory) {
        return Parameters({
            asset: address(0),
            bond: 10 ether,
            minimumFeePerSeat: 0.001 ether,
            slashBps: 1_000,
            protocolFeeBps: 100,
            maximumSeats: 80,
            activationDelay: 60,
            exitNotice: 90,
            commitWindow: 120,
            revealWindow: 300,
            proofWindow: 3_600,
            unbondingPeriod: 1 days,
            exclusiveWindow: 30,
            appealWindow: 3_600,
            treasury: TREASURY,
            sink: SINK
        });
    }

    /// @dev By artifact, so that the tests need not be compiled with the contract's slow settings.
    function deploy(Parameters memory parameters) internal returns (IConsensus) {
        return IConsensus(vm.deployCode(artifact("Consensus"), abi.encode(parameters)));
    }

    /// @dev Another deployment, with the parameters as they are now and so many active seats.
    function redeploy(uint256 seats) internal {
        consensus = deploy(p);
        for (uint256 i; i < seats; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
    }

    function hardSlash() internal view returns (uint96) {
        return p.bond * p.slashBps / 10_000;
    }

    /// @dev What an owner is paid of a reward that leaves its seat.
    function afterCut(uint256 reward) internal view returns (uint96) {
        return uint96(reward - reward * p.protocolFeeBps / 10_000);
    }

    /* ACTORS */

    function keyOf(uint256 i) internal pure returns (uint256) {
        return 0x5160000000 + i;
    }

    function signerOf(uint256 i) internal pure returns (address) {
        return vm.addr(keyOf(i));
    }

    function ownerOf(uint256 i) internal pure returns (address) {
        return address(uint160(0x0870000000 + i));
    }

    function join(uint256 i) internal returns (uint16 seat) {
        _keys[signerOf(i)] = keyOf(i);
        fundedPrank(signerOf(i), p.bond);
        return consensus.join{value: valueOf(p.bond)}(ownerOf(i));
    }

    function exit(uint16 seat) internal {
        vm.prank(consensus.getSeat(seat).owner);
        consensus.exit(seat);
    }

    function withdrawSeat(uint16 seat) internal {
        vm.prank(consensus.getSeat(seat).owner);
        consensus.withdrawSeat(seat);
    }

    function balanceOf(uint16 seat) internal view returns (uint96) {
        return consensus.getSeat(seat).balance;
    }

    /* TASKS */

    function minimumFee(uint8 committeeSize) internal view returns (uint96) {
        return p.minimumFeePerSeat * committeeSize;
    }

    function maximumFee(uint8 committeeSize) internal view returns (uint96) {
        return hardSlash() * committeeSize;
    }

    /// @dev What each winner gets of a fee.
    function shareOf(uint96 fee, uint256 winners) internal pure returns (uint96) {
        return uint96(fee / winners);
    }

    function boundFee(uint256 fee, uint8 committeeSize) internal view returns (uint96) {
        return uint96(bound(fee, minimumFee(committeeSize), maximumFee(committeeSize)));
    }

    function boundSize(uint256 committeeSize) internal pure returns (uint8) {
        return uint8(bound(committeeSize, 3, 15));
    }

    /// @dev Each with a nonce of its own.
    function order(uint8 committeeSize, uint96 fee) internal returns (Order memory) {
        return Order(MODEL, PROMPT, committeeSize, fee, nextNonce++);
    }

    function addTask(uint8 committeeSize, uint96 fee) internal returns (bytes32) {
        return addTask(order(committeeSize, fee));
    }

    function addTask(Order memory ordered) internal returns (bytes32) {
        payingPrank(REQUESTER);
        return consensus.addTask{value: valueOf(ordered.fee)}(ordered);
    }

    /// @dev A task in a block that is sealed, so that its committee is known.
    function sealedTask(uint8 committeeSize, uint96 fee) internal returns (bytes32 task) {
        task = addTask(committeeSize, fee);
        nextBlock();
    }

    function sealedTask(uint8 committeeSize) internal returns (bytes32) {
        return sealedTask(committeeSize, minimumFee(committeeSize));
    }

    function seatAt(bytes32 task, uint8 member) internal view returns (uint16) {
        (uint16[] memory seats,) = consensus.committee(task);
        return seats[member];
    }

    function signerAt(bytes32 task, uint8 member) internal view returns (address) {
        (, address[] memory signers) = consensus.committee(task);
        return signers[member];
    }

    function quorumOf(uint8 committeeSize) internal pure returns (uint8) {
        uint8 votes;
        while (3 * uint256(votes) < 2 * uint256(committeeSize)) ++votes;
        return votes;
    }

    /* VOTES */

    /// @dev 128 random bits, as the SDK's: more would only cost calldata.
    function saltOf(bytes32 task, uint8 member) internal pure returns (bytes32) {
        return bytes16(keccak256(abi.encode("salt", task, member)));
    }

    function commitmentFor(bytes32 task, uint8 member, bytes32 output) internal view returns (bytes32) {
        return keccak256(abi.encode(task, seatAt(task, member), output, saltOf(task, member)));
    }

    function commit(bytes32 task, uint8 member, bytes32 output) internal {
        address signer = signerAt(task, member);
        bytes32 commitment = commitmentFor(task, member, output);
        vm.prank(signer);
        consensus.commit(task, member, commitment);
    }

    function reveal(bytes32 task, uint8 member, bytes32 output) internal {
        consensus.reveal(task, member, output, saltOf(task, member));
    }

    /// @dev Members from `first` up to but not including `end` commit to the same output.
    function commitAll(bytes32 task, uint8 first, uint8 end, bytes32 output) internal {
        for (uint8 member = first; member < end; ++member) {
            commit(task, member, output);
        }
    }

    function revealAll(bytes32 task, uint8 first, uint8 end, bytes32 output) internal {
        for (uint8 member = first; member < end; ++member) {
            reveal(task, member, output);
        }
    }

    /// @dev The whole committee agrees; the last reveal decides.
    function agree(bytes32 task, bytes32 output) internal {
        uint8 size = consensus.getTask(task).committeeSize;
        commitAll(task, 0, size, output);
        revealAll(task, 0, size, output);
    }

    /* LANE 1 */

    function outputsOf(uint8 size, bytes32 output) internal pure returns (bytes32[] memory outputs) {
        outputs = new bytes32[](size);
        for (uint256 member; member < size; ++member) {
            outputs[member] = output;
        }
    }

    /// @dev Everybody seals its output; zero for a member that seals nothing.
    function commitmentsFor(bytes32 task, bytes32[] memory outputs) internal view returns (bytes32[] memory words) {
        words = new bytes32[](outputs.length);
        (uint16[] memory seats,) = consensus.committee(task);
        for (uint8 member; member < outputs.length; ++member) {
            if (outputs[member] == 0) continue;
            words[member] = keccak256(abi.encode(task, seats[member], outputs[member], saltOf(task, member)));
        }
    }

    function signedVote(bytes32 task, uint8 member, bytes32 output, bytes32 seal) internal view returns (Vote memory) {
        return signedVote(task, member, signerAt(task, member), consensus.voteDigest(task, output, seal));
    }

    function signedVote(bytes32 task, uint8 member, address signer, bytes32 digest)
        internal
        view
        returns (Vote memory)
    {
        // Where nobody sits any more, somebody else signs.
        uint256 key = _keys[signer] == 0 ? keyOf(1_000_000) : _keys[signer];
        (bytes32 r, bytes32 vs) = vm.signCompact(key, digest);
        return Vote(saltOf(task, member), r, vs);
    }

    /// @dev Whom a signature is by, if it was made over this digest.
    function recovered(bytes32 digest, Vote memory vote) internal pure returns (address) {
        uint8 v = uint8(27 + (uint256(vote.vs) >> 255));
        return ecrecover(digest, v, vote.r, bytes32(uint256(vote.vs) & type(uint256).max >> 1));
    }

    /// @dev The settlement that brings the votes of `voters` out of a seal of all outputs.
    function settlementOf(bytes32 task, bytes32[] memory outputs, uint16 voters)
        internal
        view
        returns (Settlement memory s)
    {
        bytes32[] memory commitments = commitmentsFor(task, outputs);
        bytes32 seal = consensus.sealOf(commitments);
        uint256 votes;
        for (uint256 member; member < outputs.length; ++member) {
            if (voters & (1 << member) != 0) ++votes;
        }
        s = Settlement(task, choicesOf(outputs, voters), new Vote[](votes), new bytes32[](outputs.length - votes));
        uint256 absent;
        votes = 0;
        for (uint256 member; member < outputs.length; ++member) {
            if (voters & (1 << member) == 0) s.absent[absent++] = commitments[member];
        }
        signAll(s, uint8(outputs.length), seal);
    }

    /// @dev All who stand in the settlement sign, with this seal.
    function signAll(Settlement memory s, uint8 size, bytes32 seal) internal view {
        (, address[] memory signers) = consensus.committee(s.task);
        uint256 vote;
        for (uint256 i; i < s.choices.length; ++i) {
            bytes32 digest = consensus.voteDigest(s.task, s.choices[i].output, seal);
            for (uint8 member; member < size; ++member) {
                if (s.choices[i].voters & (1 << member) == 0) continue;
                s.votes[vote++] = signedVote(s.task, member, signers[member], digest);
            }
        }
    }

    /// @dev Groups the voters by their outputs.
    function choicesOf(bytes32[] memory outputs, uint16 voters) internal pure returns (Choice[] memory choices) {
        choices = new Choice[](outputs.length);
        uint256 count;
        for (uint256 member; member < outputs.length; ++member) {
            if (voters & (1 << member) == 0) continue;
            uint256 i;
            while (i < count && choices[i].output != outputs[member]) ++i;
            if (i == count) choices[count++].output = outputs[member];
            choices[i].voters |= uint16(1 << member);
        }
        assembly ("memory-safe") {
            mstore(choices, count)
        }
    }

    /// @dev All members bring their votes.
    function settlementOf(bytes32 task, bytes32[] memory outputs) internal view returns (Settlement memory) {
        return settlementOf(task, outputs, uint16((1 << outputs.length) - 1));
    }

    /// @dev The whole committee agrees.
    function settlementOf(bytes32 task, bytes32 output) internal view returns (Settlement memory) {
        return settlementOf(task, outputsOf(consensus.getTask(task).committeeSize, output));
    }

    function settledTask(uint8 committeeSize, uint96 fee) internal returns (bytes32 task) {
        task = sealedTask(committeeSize, fee);
        consensus.settle(settlementOf(task, TRUTH));
    }

    function contradiction(bytes32 task, uint8 member, bytes32 output) internal view returns (Contradiction memory) {
        bytes32 seal = keccak256("a seal");
        Vote memory vote = signedVote(task, member, output, seal);
        return Contradiction(task, member, output, seal, vote.r, vote.vs);
    }

    /* APPEALS */

    /// @dev Of a task that the usual requester ordered with this nonce.
    function appeal(bytes32 task, uint64 nonce) internal returns (bytes32) {
        uint96 fee = minimumFee(15);
        fundedPrank(STRANGER, fee);
        return consensus.appeal{value: valueOf(fee)}(task, Terms(REQUESTER, nonce, MODEL, PROMPT), fee, nextNonce++);
    }

    /* VERDICTS */

    function decidedTask(uint8 committeeSize, uint96 fee) internal returns (bytes32 task) {
        task = sealedTask(committeeSize, fee);
        agree(task, TRUTH);
    }

    function decidedTask(uint8 committeeSize) internal returns (bytes32) {
        return decidedTask(committeeSize, minimumFee(committeeSize));
    }

    /* TIME */

    function commitEnd(bytes32 task) internal view returns (uint256) {
        return uint256(consensus.getTask(task).addedAt) + p.commitWindow;
    }

    function revealEnd(bytes32 task) internal view returns (uint256) {
        return commitEnd(task) + p.revealWindow;
    }

    function deadAt(bytes32 task) internal view returns (uint256) {
        return revealEnd(task) + p.proofWindow;
    }

    /* ASSERTIONS */

    function assertState(bytes32 task, State state) internal view {
        assertEq(uint8(consensus.getTask(task).state), uint8(state), "state");
    }

    /// @dev Nothing is lost and nothing is made: what is here is what is owed.
    function assertConservation(uint256 openFees) internal view {
        uint256 owed = openFees + consensus.credit(REQUESTER) + consensus.owedTreasury() + consensus.owedSink();
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            owed += balanceOf(seat);
        }
        assertEq(holdingsOf(address(consensus)), owed, "conservation");
    }
}

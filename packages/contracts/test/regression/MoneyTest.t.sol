// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Sums at the edge, and money that should not be here.
contract MoneyTest is BaseTest {
    /// @dev Ether that nobody paid in through a function changes nothing.
    function test_forced_ether(uint256 amount) public {
        amount = bound(amount, 1, 1_000_000 ether);
        force(amount);
        bytes32 task = decidedTask(5, 0.05 ether);
        assertEq(balanceOf(seatAt(task, 0)) - p.bond, 0.01 ether, "the share is the same");
        (bool plain,) = address(consensus).call{value: 0}("");
        assertEq(plain, false, "no plain calls");
        vm.deal(STRANGER, 1 ether);
        vm.prank(STRANGER);
        (bool sent,) = address(consensus).call{value: 1 ether}("");
        assertEq(sent, false, "no plain payments");
    }

    /// @dev The largest fee, and bonds as large as leave room for a reward, the whole way round.
    function test_uint96_extremes() public {
        (p.bond, p.slashBps, p.protocolFeeBps) = (type(uint96).max / 2, 10_000, 1_000);
        consensus = deploy(p);
        for (uint256 i; i < 4; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 refunded = addTask(3, type(uint88).max);
        bytes32 slashed = sealedTask(4, type(uint88).max);
        commitAll(slashed, 0, 3, TRUTH);
        commit(slashed, 3, LIE);
        revealAll(slashed, 0, 3, TRUTH);
        reveal(slashed, 3, LIE);
        assertEq(consensus.owedSink(), p.bond, "a whole bond");
        vm.warp(commitEnd(refunded));
        consensus.finalize(refunded);
        assertEq(consensus.credit(REQUESTER), type(uint88).max, "a whole fee");
        assertConservation(0);
        consensus.sweepSink();
        assertEq(SINK.balance, p.bond, "paid");
    }

    /// @dev More ether than exists: the reward does not fit, the decision reverts, and the fee is refunded in the end.
    function test_uint96_overflow_cannot_lock_a_fee() public {
        (p.bond, p.slashBps) = (type(uint96).max, 10_000);
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 task = sealedTask(3, type(uint88).max);
        commitAll(task, 0, 3, TRUTH);
        revealAll(task, 0, 2, TRUTH);
        bytes32 salt = saltOf(task, 2);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        consensus.reveal(task, 2, TRUTH, salt);
        vm.warp(deadAt(task));
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), type(uint88).max, "refunded");
    }

    /// @dev One wei more or less than what divides: all of it is somewhere.
    function test_dust(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        decidedTask(committeeSize, fee);
        assertConservation(0);
        assertEq(consensus.owedTreasury(), fee % committeeSize, "dust");
    }

    /// @dev A cartel that asks, lies with a quorum, and slashes the honest rest gets its own fee back at best, less
    /// the protocol's cut: what it destroys it does not get.
    function test_slash_farming_unprofitable(uint256 size, uint256 amount, uint256 slashBps) public {
        p.slashBps = uint16(bound(slashBps, 1, 10_000));
        consensus = deploy(p);
        for (uint256 i; i < SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        uint8 cartel = quorumOf(committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        commitAll(task, 0, cartel, LIE);
        commitAll(task, cartel, committeeSize, TRUTH);
        revealAll(task, 0, cartel, LIE);
        revealAll(task, cartel, committeeSize, TRUTH);
        assertEq(consensus.getTask(task).output, LIE, "the lie has a quorum");
        uint256 income;
        for (uint8 member; member < cartel; ++member) {
            income += balanceOf(seatAt(task, member)) - p.bond;
        }
        assertLe(income, fee, "no more than its own fee");
    }

    /// @dev The same through lane 1: with a quorum, the cartel leaves the honest votes out and reports each of them for
    /// the bounty. It cannot choose its committees: what such a task brings is less than what those cost that the
    /// honest seats decide, for every share of the seats up to a half.
    function test_slash_farming_unprofitable_with_bounties(
        uint256 size,
        uint256 amount,
        uint256 slashBps,
        uint256 percent
    ) public {
        uint8 committeeSize = boundSize(size);
        uint8 cartel = quorumOf(committeeSize);
        (bytes32 task, uint96 fee) = farm(committeeSize, amount, slashBps);
        for (uint8 member = cartel; member < committeeSize; ++member) {
            consensus.punish(contradiction(task, member, TRUTH));
        }
        uint256 bounties = consensus.credit(address(this));
        uint256 destroyed = (committeeSize - cartel) * uint256(hardSlash());
        assertEq(consensus.owedSink() + bounties, destroyed, "what it destroys goes to the sink");
        assertLe(bounties, destroyed / 10, "but for a tenth");
        assertLe(bounties, fee / committeeSize * (committeeSize - cartel), "and no more than their parts of the fee");
        uint256 bounty = bounties / (committeeSize - cartel);
        (uint256 gain, uint256 loss) = expectation(committeeSize, fee, bounty, bound(percent, 0, 50));
        assertLe(gain, loss, "it never pays");
    }

    /// @dev And through an appeal: the cartel overturns its own lie for the appellant's reward, and had slashed its own
    /// seats, too. All it gets back is out of its own bonds.
    function test_slash_farming_unprofitable_with_appeals(uint256 size, uint256 amount, uint256 slashBps) public {
        uint8 committeeSize = boundSize(size);
        uint8 cartel = quorumOf(committeeSize);
        uint64 nonce = nextNonce;
        (bytes32 task,) = farm(committeeSize, amount, slashBps);
        for (uint8 member = cartel; member < committeeSize; ++member) {
            consensus.punish(contradiction(task, member, TRUTH));
        }
        uint96 appealFee = boundFee(amount, 15);
        fundedPrank(STRANGER, appealFee);
        Terms memory terms = Terms(REQUESTER, nonce, MODEL, PROMPT);
        bytes32 appealTask = consensus.appeal{value: appealFee}(task, terms, appealFee, nextNonce++);
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        (uint256 liars, uint256 others) = (stakesOf(task, 0, cartel), stakesOf(task, cartel, committeeSize));
        uint256 sink = consensus.owedSink();
        consensus.overturn(task);
        uint256 lost = liars - stakesOf(task, 0, cartel);
        uint256 repaid = stakesOf(task, cartel, committeeSize) - others;
        uint256 reward = consensus.credit(STRANGER);
        assertLe(reward, 2 * uint256(appealFee), "no more than twice the fee of the appeal");
        assertEq(reward + repaid + consensus.owedSink() - sink, lost, "all of it was the liars'");
    }

    /// @dev A cartel with just a quorum settles a lie without the others.
    function farm(uint8 committeeSize, uint256 amount, uint256 slashBps) private returns (bytes32 task, uint96 fee) {
        p.slashBps = uint16(bound(slashBps, 1, 10_000));
        p.minimumFeePerSeat = 10_000;
        redeploy(SEATS);
        fee = boundFee(amount, committeeSize);
        task = sealedTask(committeeSize, fee);
        bytes32[] memory outputs = outputsOf(committeeSize, TRUTH);
        for (uint256 member; member < quorumOf(committeeSize); ++member) {
            outputs[member] = LIE;
        }
        Settlement memory s = settlementOf(task, outputs, uint16((1 << quorumOf(committeeSize)) - 1));
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev Of a cartel with so many per cent of the seats, in units of 100^size: with a quorum it gains a bounty for
    /// each other member, where the others have one it pays them, and in between nobody decides.
    function expectation(uint8 size, uint96 fee, uint256 bounty, uint256 percent)
        private
        pure
        returns (uint256 gain, uint256 loss)
    {
        uint256 quorum = quorumOf(size);
        uint256 ways = 1;
        for (uint256 own; own <= size; ++own) {
            uint256 weight = ways * percent ** own * (100 - percent) ** (size - own);
            if (own >= quorum) gain += weight * (size - own) * bounty;
            if (size - own >= quorum) loss += weight * (fee - own * shareOf(fee, size));
            ways = ways * (size - own) / (own + 1);
        }
    }

    function stakesOf(bytes32 task, uint8 first, uint8 end) private view returns (uint256 sum) {
        for (uint8 member = first; member < end; ++member) {
            sum += balanceOf(seatAt(task, member));
        }
    }
}
